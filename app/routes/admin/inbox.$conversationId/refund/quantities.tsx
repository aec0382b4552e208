import { Text } from "@shopify/polaris";

import type { Order } from "~/orders/order";
import { LineImage } from "~/routes/admin/inbox.$conversationId/panel/lines";
import { useWords } from "~/ui/admin";
import { Amount } from "~/ui/amount";

type Chosen = Readonly<Record<string, number>>;
type Props = {
  order: Order;
  /** Units per line that can still be chosen; null while that is not known. */
  refundable: Chosen | null;
  chosen: Chosen;
  onChange: (chosen: Chosen) => void;
  disabled: boolean;
};

/** An order's lines, each with how many of it. A line with nothing left is there and says so. */
export function Quantities({ order, refundable, chosen, onChange, disabled }: Props) {
  const say = useWords();
  return (
    <ul className="gt-lines">
      {order.lines.map((line) => {
        const most = refundable ? (refundable[line.id] ?? 0) : line.refundableQuantity;
        return (
          <li key={line.id} className="gt-line" data-off={most === 0}>
            <LineImage url={line.imageUrl} />
            <div className="gt-line-what">
              <span className="gt-line-title" dir="auto">
                {line.title}
              </span>
              <span className="gt-line-more">
                {[line.variantTitle, line.sku].filter(Boolean).join(" · ")}
              </span>
              <span className="gt-line-more">
                <Amount of={line.unitPrice.customer} />
              </span>
            </div>
            {most === 0 ? (
              <Text as="span" tone="subdued">
                {say("inbox.lineNothingLeft")}
              </Text>
            ) : (
              <Stepper
                label={say("inbox.quantityOf", { title: line.title })}
                value={chosen[line.id] ?? 0}
                most={most}
                disabled={disabled}
                onChange={(quantity) => onChange({ ...chosen, [line.id]: quantity })}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

type StepperProps = {
  label: string;
  value: number;
  most: number;
  disabled: boolean;
  onChange: (value: number) => void;
};

/** A number between none and the most, by typing or by its two buttons. */
export function Stepper({ label, value, most, disabled, onChange }: StepperProps) {
  const say = useWords();
  const set = (next: number) =>
    onChange(Math.min(most, Math.max(0, Number.isFinite(next) ? Math.trunc(next) : 0)));
  return (
    <div className="gt-stepper" role="group" aria-label={label}>
      <button
        type="button"
        aria-label={say("inbox.less")}
        disabled={disabled || value === 0}
        onClick={() => set(value - 1)}
      >
        −
      </button>
      <input
        type="text"
        inputMode="numeric"
        aria-label={label}
        value={value}
        disabled={disabled}
        onFocus={(event) => event.target.select()}
        onChange={(event) => set(Number(event.target.value))}
      />
      <span aria-hidden="true">/ {most}</span>
      <button
        type="button"
        aria-label={say("inbox.more")}
        disabled={disabled || value >= most}
        onClick={() => set(value + 1)}
      >
        +
      </button>
    </div>
  );
}

import { Icon } from "@shopify/polaris";
import { ImageIcon } from "@shopify/polaris-icons";
import { useState } from "react";

import { refundedQuantity, type Order, type OrderLine } from "~/orders/order";
import { isOpen } from "~/returns/return";
import type { ShownReturn } from "~/routes/admin/inbox.$conversationId/view";
import { useWords } from "~/ui/admin";
import { Amount } from "~/ui/amount";

const SHOWN = 4;

/** What was bought: picture, variant, SKU, price, and what became of it since. */
export function Lines({ order, returns }: { order: Order; returns: readonly ShownReturn[] }) {
  const say = useWords();
  const [isWhole, setWhole] = useState(false);
  const lines = isWhole ? order.lines : order.lines.slice(0, SHOWN);
  const hidden = order.lines.length - lines.length;
  return (
    <div>
      <ul className="gt-lines">
        {lines.map((line) => (
          <Line key={line.id} line={line} order={order} returning={unitsReturning(line, returns)} />
        ))}
      </ul>
      {hidden > 0 && (
        <button type="button" className="gt-plain gt-lines-more" onClick={() => setWhole(true)}>
          {say("inbox.linesMore", { count: hidden })}
        </button>
      )}
    </div>
  );
}

function Line({ line, order, returning }: { line: OrderLine; order: Order; returning: number }) {
  const say = useWords();
  const refunded = refundedQuantity(order, line.id);
  const unsent = Math.max(0, line.currentQuantity - line.fulfilledQuantity);
  const marks = [
    returning > 0 && say("inbox.lineReturning", { count: returning }),
    refunded > 0 && say("inbox.lineRefunded", { count: refunded }),
    unsent > 0 && say("inbox.lineUnsent", { count: unsent }),
  ].filter((mark) => mark !== false);
  return (
    <li className="gt-line">
      <LineImage url={line.imageUrl} />
      <div className="gt-line-what">
        <span className="gt-line-title" dir="auto">
          {line.title}
        </span>
        <span className="gt-line-more">{[line.variantTitle, line.sku].filter(Boolean).join(" · ")}</span>
        {marks.length > 0 && <span className="gt-line-marks">{marks.join(" · ")}</span>}
      </div>
      <div className="gt-line-money">
        <Amount of={line.total} />
        <span className="gt-line-more">
          <Amount of={line.unitPrice.customer} /> × {line.quantity}
        </span>
        {line.discount.minor > 0 && (
          <span className="gt-line-more">
            −<Amount of={line.discount} />
          </span>
        )}
      </div>
    </li>
  );
}

/** The product's picture, in a place that is kept while it loads or when there is none. */
export function LineImage({ url }: { url: string | null }) {
  return (
    <span className="gt-line-image">
      {url ? (
        <img src={url} alt="" width={40} height={40} loading="lazy" />
      ) : (
        <Icon source={ImageIcon} tone="subdued" />
      )}
    </span>
  );
}

function unitsReturning(line: OrderLine, returns: readonly ShownReturn[]): number {
  const open = returns.filter(({ stage }) => isOpen(stage));
  const mine = open.flatMap(({ lines }) => lines).filter(({ lineId }) => lineId === line.id);
  return mine.reduce((units, { quantity }) => units + quantity, 0);
}

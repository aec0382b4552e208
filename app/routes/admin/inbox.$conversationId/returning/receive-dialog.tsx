import { Banner, BlockStack, Checkbox, Modal } from "@shopify/polaris";
import { useState } from "react";

import { LineImage } from "~/routes/admin/inbox.$conversationId/panel/lines";
import { Stepper } from "~/routes/admin/inbox.$conversationId/refund/quantities";
import type { ShownReturn } from "~/routes/admin/inbox.$conversationId/view";
import { useWords } from "~/ui/admin";

import { LaterMoney } from "./later-money";
import { useStep } from "./use-step";

type Came = { readonly quantity: number; readonly restock: boolean };
type Props = { shown: ShownReturn; close: () => void };

/** What of it has arrived, and what goes back on the shelf. */
export function ReceiveDialog({ shown, close }: Props) {
  const say = useWords();
  const [came, setCame] = useState<Readonly<Record<string, Came>>>(() =>
    Object.fromEntries(shown.lines.map(({ id, quantity, restock }) => [id, { quantity, restock }])),
  );
  const { isBusy, error, take } = useStep(close);
  const lines = shown.lines.map(({ id }) => ({ id, ...(came[id] ?? { quantity: 0, restock: false }) }));
  const receive = () =>
    take({ path: "/app/inbox/return-receive", body: { returnId: shown.id, lines }, done: "inbox.received" });
  return (
    <Modal
      open
      onClose={close}
      title={say("inbox.receiveTitle", { name: shown.name })}
      primaryAction={{
        content: say("inbox.receive"),
        onAction: receive,
        loading: isBusy,
        disabled: lines.every(({ quantity }) => quantity === 0),
      }}
      secondaryActions={[{ content: say("common.cancel"), onAction: close }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {error && <Banner tone="warning">{error}</Banner>}
          <ul className="gt-lines">
            {shown.lines.map((line) => {
              const now = came[line.id] ?? { quantity: 0, restock: false };
              const set = (next: Came) => setCame({ ...came, [line.id]: next });
              return (
                <li key={line.id} className="gt-line">
                  <LineImage url={line.image} />
                  <div className="gt-line-what">
                    <span className="gt-line-title" dir="auto">
                      {line.title}
                    </span>
                    <span className="gt-line-more">
                      {[line.variant, line.reasonLabel].filter(Boolean).join(" · ")}
                    </span>
                    <Checkbox
                      label={say("inbox.restock")}
                      checked={now.restock}
                      onChange={(restock) => set({ ...now, restock })}
                    />
                  </div>
                  <Stepper
                    label={say("inbox.quantityOf", { title: line.title })}
                    value={now.quantity}
                    most={line.quantity}
                    disabled={isBusy}
                    onChange={(quantity) => set({ ...now, quantity })}
                  />
                </li>
              );
            })}
          </ul>
          <LaterMoney returnId={shown.id} />
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

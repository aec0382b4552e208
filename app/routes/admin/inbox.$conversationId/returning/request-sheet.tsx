import { Banner, BlockStack, Modal, Select, SkeletonBodyText, Text, TextField } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";

import { moneyText, sum, type Money } from "~/kit/money";
import { LineImage } from "~/routes/admin/inbox.$conversationId/panel/lines";
import { Row } from "~/routes/admin/inbox.$conversationId/panel/payment";
import { Stepper } from "~/routes/admin/inbox.$conversationId/refund/quantities";
import type { PanelOrder } from "~/routes/admin/inbox.$conversationId/view";
import { useLocale, useWords } from "~/ui/admin";
import { post } from "~/ui/post";

import type { Returnable, ReturnableChoice } from "./returnable";
import { useStep } from "./use-step";

type Chosen = Readonly<Record<string, { readonly quantity: number; readonly reason: string }>>;
type Props = { shown: PanelOrder; conversationId: string; close: () => void };

/** A return on the customer's behalf: which lines, why, and what that is worth. */
export function RequestSheet({ shown, conversationId, close }: Props) {
  const { order } = shown;
  const say = useWords();
  const { returnable, failed } = useReturnable(order.id);
  const [chosen, setChosen] = useState<Chosen>({});
  const [note, setNote] = useState("");
  const clientId = useRef(crypto.randomUUID());
  const { isBusy, error, take } = useStep(close);
  const lines = linesOf(chosen);
  const isReady = lines.length > 0 && lines.every(({ reason }) => reason !== "");
  const worth = returnable ? worthOf(returnable.lines, chosen) : null;
  const create = () =>
    take({
      path: "/app/inbox/return-request",
      body: { clientId: clientId.current, orderId: order.id, conversationId, lines, note: note.trim() },
      done: "inbox.requestDone",
    });
  return (
    <Modal
      open
      size="large"
      onClose={close}
      title={say("inbox.requestTitle", { order: order.name })}
      primaryAction={{
        content: say("inbox.requestButton"),
        onAction: create,
        loading: isBusy,
        disabled: !isReady,
      }}
      secondaryActions={[{ content: say("common.cancel"), onAction: close }]}
      footer={
        isReady ? null : (
          <Text as="span" tone="subdued">
            {say("inbox.requestChoose")}
          </Text>
        )
      }
    >
      <Modal.Section>
        <div className="gt-sheet">
          <BlockStack gap="400">
            {(error ?? failed) && <Banner tone="warning">{error ?? say("common.unavailableText")}</Banner>}
            {!returnable && !failed && <SkeletonBodyText lines={6} />}
            {returnable && <Choices {...{ returnable, chosen, setChosen, isBusy }} />}
            <TextField
              label={say("inbox.requestNote")}
              helpText={say("inbox.requestNoteHelp")}
              value={note}
              onChange={setNote}
              multiline={2}
              maxLength={1000}
              autoComplete="off"
            />
          </BlockStack>
          <Worth worth={worth} />
        </div>
      </Modal.Section>
    </Modal>
  );
}

/** What the chosen lines cost, and when it goes back. */
function Worth({ worth }: { worth: Money | null }) {
  const say = useWords();
  const locale = useLocale();
  return (
    <section className="gt-receipt">
      <Text as="h3" variant="headingSm">
        {say("inbox.receiptPreview")}
      </Text>
      <dl className="gt-sum">{worth && <Row name={say("inbox.receiptItems")} of={worth} isStrong />}</dl>
      <Text as="p" tone="subdued">
        {worth ? say("inbox.approveMoney", { amount: moneyText(worth, locale) }) : say("inbox.requestLater")}
      </Text>
    </section>
  );
}

type LinesProps = {
  returnable: Returnable;
  chosen: Chosen;
  setChosen: (chosen: Chosen) => void;
  isBusy: boolean;
};

function Choices(props: LinesProps) {
  const say = useWords();
  return (
    <>
      {props.returnable.lines.length === 0 && <Text as="p">{say("inbox.requestNothing")}</Text>}
      <Lines {...props} />
    </>
  );
}

function Lines({ returnable, chosen, setChosen, isBusy }: LinesProps) {
  const say = useWords();
  const options = [
    { value: "", label: "–" },
    ...returnable.reasons.map(({ handle, label, needsPhoto }) => ({
      value: handle,
      label: needsPhoto ? say("inbox.requestNeedsPhoto", { label }) : label,
      disabled: needsPhoto,
    })),
  ];
  return (
    <ul className="gt-lines">
      {returnable.lines.map((line) => {
        const now = chosen[line.id] ?? { quantity: 0, reason: "" };
        const set = (next: Partial<typeof now>) => setChosen({ ...chosen, [line.id]: { ...now, ...next } });
        return (
          <li key={line.id} className="gt-line" data-off={!line.eligible}>
            <LineImage url={line.image} />
            <div className="gt-line-what">
              <span className="gt-line-title" dir="auto">
                {line.title}
              </span>
              <span className="gt-line-more">{line.variant}</span>
              {line.message && <span className="gt-line-more">{line.message}</span>}
              {now.quantity > 0 && (
                <Select
                  label={say("inbox.requestReason")}
                  options={options}
                  value={now.reason}
                  onChange={(reason) => set({ reason })}
                />
              )}
            </div>
            {line.eligible && (
              <Stepper
                label={say("inbox.quantityOf", { title: line.title })}
                value={now.quantity}
                most={line.quantity}
                disabled={isBusy}
                onChange={(quantity) => set({ quantity })}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function useReturnable(orderId: string) {
  const [returnable, setReturnable] = useState<Returnable | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let isStale = false;
    void post<Returnable>("/app/inbox/returnable", { orderId }).then((result) => {
      if (isStale) return;
      if (result.ok) setReturnable(result.value);
      else setFailed(true);
    });
    return () => {
      isStale = true;
    };
  }, [orderId]);
  return { returnable, failed };
}

/** The lines somebody wants to send back, each with how many and why. */
function linesOf(chosen: Chosen) {
  return Object.entries(chosen).flatMap(([id, { quantity, reason }]) =>
    quantity > 0 ? [{ id, quantity, reason }] : [],
  );
}

function worthOf(lines: readonly ReturnableChoice[], chosen: Chosen): Money | null {
  const prices = lines.flatMap(({ id, price }) => {
    const quantity = chosen[id]?.quantity ?? 0;
    return quantity > 0 ? [{ ...price, minor: price.minor * quantity }] : [];
  });
  const [first] = prices;
  return first ? sum(prices, first.currency) : null;
}

import { Banner, BlockStack, Checkbox, Modal, SkeletonBodyText, Text } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";

import { moneyText } from "~/kit/money";
import type { Word } from "~/kit/words";
import type { ReturnPreview, Settlement } from "~/returns/settlement";
import { Row } from "~/routes/admin/inbox.$conversationId/panel/payment";
import { targetText } from "~/routes/admin/inbox.$conversationId/refund/receipt";
import type { ShownReturn } from "~/routes/admin/inbox.$conversationId/view";
import { useAdmin, useLocale, useWords } from "~/ui/admin";
import { Ago } from "~/ui/ago";
import { post, type Failure } from "~/ui/post";
import { useFresh } from "~/ui/use-fresh";

type Because = Failure | Exclude<Settlement, { settled: true }>["because"];
type State =
  | { readonly at: "counting" | "counted" | "paying" }
  | { readonly at: "paid"; readonly refundId: string; readonly when: string }
  | { readonly at: "refused"; readonly because: Because; readonly message: string | null };

const undecided: readonly Because[] = ["unknown", "in-progress", "offline", "unavailable"];

/** Counts by Shopify's books, pays once per opened sheet, and keeps the receipt. */
function useSettlement(returnId: string) {
  const [state, setState] = useState<State>({ at: "counting" });
  const [preview, setPreview] = useState<ReturnPreview | null>(null);
  const clientId = useRef(crypto.randomUUID());
  const isPaying = useRef(false);
  const refresh = useFresh();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isStale = false;
    void post<ReturnPreview | null>("/app/inbox/return-preview", { returnId }).then((result) => {
      if (isStale) return;
      const counted = result.ok && result.value && "total" in result.value ? result.value : null;
      setPreview(counted);
      if (counted) setState({ at: "counted" });
      else setState({ at: "refused", because: result.ok ? "nothing-left" : result.because, message: null });
    });
    return () => {
      isStale = true;
    };
  }, [returnId, turn]);

  const pay = async (notify: boolean) => {
    if (isPaying.current || !preview) return;
    isPaying.current = true;
    setState({ at: "paying" });
    const body = { returnId, clientId: clientId.current, expectedMinor: preview.total.minor, notify };
    const result = await post<Settlement>("/app/inbox/return-settle", body);
    isPaying.current = false;
    refresh();
    if (result.ok && result.value.settled) {
      return setState({ at: "paid", refundId: result.value.refund.id, when: new Date().toISOString() });
    }
    const because = result.ok ? (result.value as { because: Because }).because : result.because;
    if (!undecided.includes(because)) clientId.current = crypto.randomUUID();
    const message = result.ok && "message" in result.value ? result.value.message : null;
    setState({ at: "refused", because, message });
  };
  const lookAgain = () => {
    setState({ at: "counting" });
    setTurn((known) => known + 1);
  };
  return { state, preview, pay, lookAgain };
}

/** Pays a received return back: the receipt first, one button with the amount in it, and the receipt stays. */
export function SettleSheet({ shown, close }: { shown: ShownReturn; close: () => void }) {
  const say = useWords();
  const locale = useLocale();
  const { state, preview, pay, lookAgain } = useSettlement(shown.id);
  const [notify, setNotify] = useState(true);
  const label = preview
    ? say("inbox.refundButton", { amount: moneyText(preview.total, locale), to: targetText(preview.to) || say("inbox.refundOriginal") })
    : say("inbox.refund");
  const isUndecided = state.at === "refused" && undecided.includes(state.because) && preview !== null;
  const primary = {
    counting: { content: label, disabled: true },
    counted: { content: label, disabled: (preview?.total.minor ?? 0) <= 0, onAction: () => void pay(notify) },
    paying: { content: label, loading: true },
    paid: { content: say("common.done"), onAction: close },
    refused: isUndecided
      ? { content: say("inbox.refundAskAgain"), onAction: () => void pay(notify) }
      : { content: say("inbox.refundLookAgain"), onAction: lookAgain },
  }[state.at];
  return (
    <Modal
      open
      onClose={close}
      title={say("inbox.settleTitle", { name: shown.name })}
      primaryAction={primary}
      {...(state.at === "paid" ? {} : { secondaryActions: [{ content: say("common.cancel"), onAction: close }] })}
    >
      <Modal.Section>
        <BlockStack gap="400">
          <Outcome state={state} />
          <section className="gt-receipt" aria-busy={state.at === "counting"}>
            <Text as="h3" variant="headingSm">
              {say(state.at === "paid" ? "inbox.receipt" : "inbox.receiptPreview")}
            </Text>
            {preview ? <Bill preview={preview} isPaid={state.at === "paid"} /> : <SkeletonBodyText lines={5} />}
          </section>
          {(state.at === "counting" || state.at === "counted") && (
            <Checkbox label={say("inbox.refundNotify")} checked={notify} onChange={setNotify} />
          )}
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

function Bill({ preview, isPaid }: { preview: ReturnPreview; isPaid: boolean }) {
  const say = useWords();
  const { items, tax, shipping, fees, total, to } = preview;
  return (
    <dl className="gt-sum">
      <Row name={say("inbox.receiptItems")} of={items} />
      <Row name={say("inbox.tax")} of={tax} isPart />
      {shipping.minor > 0 && <Row name={say("inbox.shippingCost")} of={shipping} />}
      {fees.minor > 0 && <Row name={say("inbox.receiptFees")} of={{ ...fees, minor: -fees.minor }} />}
      <Row name={say(isPaid ? "inbox.receiptPaid" : "inbox.receiptTotal")} of={total} isStrong />
      {to.map((target) => (
        <Row key={targetText([target])} name={say("inbox.receiptTo", { to: targetText([target]) })} of={target.amount} isPart />
      ))}
    </dl>
  );
}

function Outcome({ state }: { state: State }) {
  const say = useWords();
  const { agent } = useAdmin();
  if (state.at === "paid") {
    return (
      <Banner tone="success" title={say("inbox.refundDone")}>
        <p>
          {say("inbox.refundDoneBy", { name: agent.name })} · <Ago at={state.when} as="exact" />
        </p>
        <p>{say("inbox.refundReference", { id: state.refundId.split("/").at(-1) ?? "" })}</p>
      </Banner>
    );
  }
  if (state.at !== "refused") return null;
  const [title, text] = refusals[state.because];
  return (
    <Banner tone={undecided.includes(state.because) ? "info" : "warning"} title={say(title)}>
      <p>{state.message || say(text)}</p>
    </Banner>
  );
}

const later = ["inbox.refundUnknown", "inbox.refundUnknownText"] as const;
const moved = ["inbox.returnMovedTitle", "inbox.returnMoved"] as const;
const refusals: Record<Because, readonly [Word, Word]> = {
  changed: ["inbox.refundChanged", "inbox.refundChangedText"],
  "too-much": ["inbox.refundTooMuch", "inbox.refundTooMuchText"],
  "nothing-left": ["inbox.refundNothing", "inbox.refundNothingText"],
  "already-refunded": ["inbox.refundNothing", "inbox.refundNothingText"],
  "not-open": moved,
  "not-received": moved,
  refused: ["inbox.refundRefused", "inbox.refundRefusedText"],
  "in-progress": ["inbox.refundBusy", "inbox.refundBusyText"],
  unknown: later,
  offline: later,
  unavailable: later,
  denied: ["common.deniedTitle", "common.deniedText"],
  gone: ["common.goneTitle", "common.goneText"],
  wrong: ["inbox.refundRefused", "inbox.refundRefusedText"],
};

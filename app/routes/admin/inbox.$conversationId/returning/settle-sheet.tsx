import { Banner, BlockStack, Checkbox, Modal, SkeletonBodyText, Text } from "@shopify/polaris";
import { useRef, useState } from "react";

import { moneyText } from "~/kit/money";
import type { Word } from "~/kit/words";
import type { ReturnPreview, Settlement } from "~/returns/settlement";
import { Row } from "~/routes/admin/inbox.$conversationId/panel/payment";
import { targetText } from "~/routes/admin/inbox.$conversationId/refund/target";
import type { ShownReturn } from "~/routes/admin/inbox.$conversationId/view";
import { useAdmin, useLocale, useWords } from "~/ui/admin";
import { Ago } from "~/ui/ago";
import { post, type Failure } from "~/ui/post";
import { useFresh } from "~/ui/live/use-fresh";

import { useReturnPreview, type Counted } from "./use-return-preview";

type Because = Failure | Exclude<Settlement, { settled: true }>["because"];
type State =
  | { readonly at: "asking" | "paying" }
  | { readonly at: "paid"; readonly refundId: string; readonly preview: ReturnPreview; readonly when: string }
  | { readonly at: "refused"; readonly because: Because; readonly message: string | null };

const undecided: readonly Because[] = ["unknown", "in-progress", "offline", "unavailable"];

type Ask = { readonly preview: ReturnPreview; readonly shipping: boolean; readonly notify: boolean };

/** Pays once per opened sheet: the click's own id is kept until Shopify has said a definite no. */
function useSettlement(returnId: string) {
  const [state, setState] = useState<State>({ at: "asking" });
  const clientId = useRef(crypto.randomUUID());
  const isPaying = useRef(false);
  const refresh = useFresh();

  const pay = async ({ preview, shipping, notify }: Ask) => {
    if (isPaying.current) return;
    isPaying.current = true;
    setState({ at: "paying" });
    const amount = { expectedMinor: preview.total.minor, shipping, notify, note: null };
    const result = await post<Settlement>("/app/inbox/return-settle", {
      returnId,
      clientId: clientId.current,
      ...amount,
    });
    isPaying.current = false;
    refresh();
    if (result.ok && result.value.settled) {
      return setState({
        at: "paid",
        refundId: result.value.refund.id,
        preview,
        when: new Date().toISOString(),
      });
    }
    const because = result.ok ? (result.value as { because: Because }).because : result.because;
    if (!undecided.includes(because)) clientId.current = crypto.randomUUID();
    const message = result.ok && "message" in result.value ? result.value.message : null;
    setState({ at: "refused", because, message });
  };
  return { state, pay, again: () => setState({ at: "asking" }) };
}

/** Pays a received return back: the receipt first, one button with the amount in it, and the receipt stays. */
export function SettleSheet({ shown, close }: { shown: ShownReturn; close: () => void }) {
  const say = useWords();
  const locale = useLocale();
  const { state, pay, again } = useSettlement(shown.id);
  const [shipping, setShipping] = useState(false);
  const [notify, setNotify] = useState(true);
  const [turn, setTurn] = useState(0);
  const counted = useReturnPreview(shown.id, shipping, turn);
  const preview = state.at === "paid" ? state.preview : "preview" in counted ? counted.preview : null;
  const isUndecided = state.at === "refused" && undecided.includes(state.because) && preview !== null;
  const payNow = () => preview && void pay({ preview, shipping, notify });
  const lookAgain = () => {
    again();
    setTurn((known) => known + 1);
  };
  const label = preview
    ? say("inbox.refundButton", {
        amount: moneyText(preview.total, locale),
        to: targetText(preview.to) || say("inbox.refundOriginal"),
      })
    : say("inbox.refund");
  const primary = {
    asking: {
      content: label,
      disabled: counted.state !== "counted" || counted.preview.total.minor <= 0,
      onAction: payNow,
    },
    paying: { content: label, loading: true },
    paid: { content: say("common.done"), onAction: close },
    refused: isUndecided
      ? { content: say("inbox.refundAskAgain"), onAction: payNow }
      : { content: say("inbox.refundLookAgain"), onAction: lookAgain },
  }[state.at];
  return (
    <Modal
      open
      onClose={close}
      title={say("inbox.settleTitle", { name: shown.name })}
      primaryAction={primary}
      {...(state.at === "paid"
        ? {}
        : { secondaryActions: [{ content: say("common.cancel"), onAction: close }] })}
    >
      <Modal.Section>
        <BlockStack gap="400">
          <Outcome state={state} />
          {state.at === "asking" && <NotCounted counted={counted} />}
          <section
            className="gt-receipt"
            aria-busy={counted.state === "counting"}
            data-counting={counted.state === "counting"}
          >
            <Text as="h3" variant="headingSm">
              {say(state.at === "paid" ? "inbox.receipt" : "inbox.receiptPreview")}
            </Text>
            {preview ? (
              <Bill preview={preview} isPaid={state.at === "paid"} />
            ) : (
              counted.state === "counting" && <SkeletonBodyText lines={5} />
            )}
          </section>
          {state.at === "asking" && (
            <BlockStack gap="100">
              {preview && (shipping || preview.shippingLeft.minor > 0) && (
                <Checkbox
                  label={say("inbox.settleShipping", { amount: moneyText(preview.shippingLeft, locale) })}
                  checked={shipping}
                  onChange={setShipping}
                />
              )}
              <Checkbox label={say("inbox.refundNotify")} checked={notify} onChange={setNotify} />
            </BlockStack>
          )}
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

function NotCounted({ counted }: { counted: Counted }) {
  const say = useWords();
  if (counted.state === "nothing") return <Banner tone="info">{say("inbox.refundNothing")}</Banner>;
  return counted.state === "failed" ? <Banner tone="warning">{say("inbox.refundNoCount")}</Banner> : null;
}

function Bill({ preview, isPaid }: { preview: ReturnPreview; isPaid: boolean }) {
  const say = useWords();
  const { items, tax, shipping, fees, total, to } = preview;
  const isTaxInside = items.minor + shipping.minor - fees.minor === total.minor;
  return (
    <dl className="gt-sum">
      <Row name={say("inbox.receiptItems")} of={items} />
      <Row name={say(isTaxInside ? "inbox.taxIncluded" : "inbox.tax")} of={tax} isPart={isTaxInside} />
      {shipping.minor > 0 && <Row name={say("inbox.shippingCost")} of={shipping} />}
      {fees.minor > 0 && <Row name={say("inbox.receiptFees")} of={{ ...fees, minor: -fees.minor }} />}
      <Row name={say(isPaid ? "inbox.receiptPaid" : "inbox.receiptTotal")} of={total} isStrong />
      {to.map((target) => (
        <Row
          key={targetText([target])}
          name={say("inbox.receiptTo", { to: targetText([target]) })}
          of={target.amount}
          isPart
        />
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

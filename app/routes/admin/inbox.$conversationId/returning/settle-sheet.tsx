import { Banner, BlockStack, Checkbox, Modal, SkeletonBodyText, Text } from "@shopify/polaris";
import { useRef, useState } from "react";

import { moneyText } from "~/kit/money";
import type { Say, Word } from "~/kit/words";
import type { Foreseen } from "~/ledger/foresee.server";
import type { PayMethod } from "~/orders/refund";
import type { ReturnPreview, Settlement } from "~/returns/settlement";
import { Row } from "~/routes/admin/inbox.$conversationId/panel/payment";
import { targetText } from "~/routes/admin/inbox.$conversationId/refund/target";
import type { ShownReturn } from "~/routes/admin/inbox.$conversationId/view";
import { AboveLimit, Asked, isAbove } from "~/routes/admin/money/above";
import { MethodChoice } from "~/routes/admin/money/method";
import { Refused } from "~/routes/admin/money/refused";
import { isUndecided, readNo, refusals } from "~/routes/admin/money/refusals";
import { useForeseen } from "~/routes/admin/money/use-foreseen";
import { useAdmin, useLocale, useWords } from "~/ui/admin";
import { Ago } from "~/ui/ago";
import { post, type Failure } from "~/ui/post";
import { useFresh } from "~/ui/live/use-fresh";

import { useReturnPreview, type Counted } from "./use-return-preview";

type Because = Failure | Exclude<Settlement, { settled: true }>["because"];
type State =
  | { readonly at: "asking" | "paying" | "asked" }
  | { readonly at: "paid"; readonly refundId: string; readonly preview: ReturnPreview; readonly when: string }
  | { readonly at: "refused"; readonly because: Because; readonly message: string | null };

type Ask = {
  readonly preview: ReturnPreview;
  readonly shipping: boolean;
  readonly notify: boolean;
  readonly method: PayMethod;
};

/** Pays once per opened sheet: the click's own id is kept until Shopify has said a definite no. */
function useSettlement(returnId: string) {
  const [state, setState] = useState<State>({ at: "asking" });
  const clientId = useRef(crypto.randomUUID());
  const isPaying = useRef(false);
  const refresh = useFresh();

  const pay = async ({ preview, ...terms }: Ask) => {
    if (isPaying.current) return;
    isPaying.current = true;
    setState({ at: "paying" });
    const amount = { expectedMinor: preview.total.minor, ...terms, note: null };
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
    const { because, message, isAsked, mayClickAnew } = readNo<Because>(result);
    if (mayClickAnew) clientId.current = crypto.randomUUID();
    setState(isAsked ? { at: "asked" } : { at: "refused", because, message });
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
  const [method, setMethod] = useState<PayMethod>("original");
  const [turn, setTurn] = useState(0);
  const counted = useReturnPreview(shown.id, shipping, turn);
  const preview = shownPreview(state, counted);
  const isPaid = state.at === "paid";
  const isAsking = state.at === "asking";
  const about = { orderId: shown.orderId, conversationId: shown.conversationId };
  const foreseen = useForeseen(about, preview?.total ?? null);
  const payNow = preview && (() => void pay({ preview, shipping, notify, method }));
  const lookAgain = () => {
    again();
    setTurn((known) => known + 1);
  };
  const label = labelOf({ preview, method, foreseen }, say, locale);
  return (
    <Modal
      open
      onClose={close}
      title={say("inbox.settleTitle", { name: shown.name })}
      primaryAction={primaryOf({ state, counted, label, payNow, lookAgain, close }, say)}
      {...wayOut(state, { content: say("common.cancel"), onAction: close })}
    >
      <Modal.Section>
        <BlockStack gap="400">
          <Outcome state={state} lookAgain={lookAgain} />
          {isAsking && <AboveLimit foreseen={foreseen} />}
          {isAsking && <NotCounted counted={counted} />}
          <Receipt preview={preview} isCounting={counted.state === "counting"} isPaid={isPaid} />
          {isAsking && (
            <BlockStack gap="100">
              <ShippingChoice preview={preview} checked={shipping} onChange={setShipping} />
              <MethodChoice method={method} onChange={setMethod} disabled={false} />
              <Checkbox label={say("inbox.refundNotify")} checked={notify} onChange={setNotify} />
            </BlockStack>
          )}
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

/** Nothing is left to call off once it was paid, or somebody was asked. */
function wayOut({ at }: State, action: { content: string; onAction: () => void }) {
  return at === "paid" || at === "asked" ? {} : { secondaryActions: [action] };
}

/** The reckoning on the page: what was paid once it is, until then the newest there is. */
function shownPreview(state: State, counted: Counted): ReturnPreview | null {
  if (state.at === "paid") return state.preview;
  return "preview" in counted ? counted.preview : null;
}

type Due = {
  readonly preview: ReturnPreview | null;
  readonly method: PayMethod;
  readonly foreseen: Foreseen | null;
};

/** The amount and where it goes, so that nobody pays without having read it. */
function labelOf({ preview, method, foreseen }: Due, say: Say, locale: string): string {
  if (!preview) return say("inbox.refund");
  if (isAbove(foreseen)) return say("money.ask_button", { amount: moneyText(preview.total, locale) });
  const isCredit = method === "store-credit";
  const to = isCredit ? say("money.method_credit") : targetText(preview.to) || say("inbox.refundOriginal");
  return say("inbox.refundButton", { amount: moneyText(preview.total, locale), to });
}

type Press = {
  readonly state: State;
  readonly counted: Counted;
  readonly label: string;
  /** Null while nobody knows how much it would be. */
  readonly payNow: (() => void) | null;
  readonly lookAgain: () => void;
  readonly close: () => void;
};

/** The one button: what it says and does at each moment of the payment. */
function primaryOf({ state, counted, label, payNow, lookAgain, close }: Press, say: Say) {
  switch (state.at) {
    case "asking": {
      const isPayable = counted.state === "counted" && counted.preview.total.minor > 0;
      return { content: label, disabled: !isPayable, onAction: () => payNow?.() };
    }
    case "paying":
      return { content: label, loading: true };
    case "paid":
    case "asked":
      return { content: say("common.done"), onAction: close };
    case "refused":
      return payNow && isUndecided(state.because)
        ? { content: say("inbox.refundAskAgain"), onAction: payNow }
        : { content: say("inbox.refundLookAgain"), onAction: lookAgain };
  }
}

type ReceiptProps = { preview: ReturnPreview | null; isCounting: boolean; isPaid: boolean };

function Receipt({ preview, isCounting, isPaid }: ReceiptProps) {
  const say = useWords();
  return (
    <section className="gt-receipt" aria-busy={isCounting} data-counting={isCounting}>
      <Text as="h3" variant="headingSm">
        {say(isPaid ? "inbox.receipt" : "inbox.receiptPreview")}
      </Text>
      {preview ? <Bill preview={preview} isPaid={isPaid} /> : isCounting && <SkeletonBodyText lines={5} />}
    </section>
  );
}

type ShippingProps = {
  preview: ReturnPreview | null;
  checked: boolean;
  onChange: (checked: boolean) => void;
};

/** Offered while shipping is left to pay back, and as long as it is chosen. */
function ShippingChoice({ preview, checked, onChange }: ShippingProps) {
  const say = useWords();
  const locale = useLocale();
  if (!preview || (!checked && preview.shippingLeft.minor <= 0)) return null;
  const amount = moneyText(preview.shippingLeft, locale);
  return <Checkbox label={say("inbox.settleShipping", { amount })} checked={checked} onChange={onChange} />;
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

function Outcome({ state, lookAgain }: { state: State; lookAgain: () => void }) {
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
  if (state.at === "asked") return <Asked />;
  if (state.at !== "refused") return null;
  const { because, message } = state;
  return <Refused {...{ because, message, lookAgain }} words={sentences[because]} />;
}

const moved = ["inbox.returnMovedTitle", "inbox.returnMoved"] as const;
const sentences: Record<Because, readonly [Word, Word]> = {
  ...refusals,
  "too-much": ["inbox.refundTooMuch", "inbox.refundTooMuchText"],
  "already-refunded": ["inbox.refundNothing", "inbox.refundNothingText"],
  "not-open": moved,
  "not-received": moved,
};

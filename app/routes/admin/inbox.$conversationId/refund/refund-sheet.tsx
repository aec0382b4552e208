import { Banner, BlockStack, Checkbox, Modal, Text, TextField } from "@shopify/polaris";
import { useState } from "react";

import { fromDecimal, moneyText, toDecimal } from "~/kit/money";
import type { Say, Word } from "~/kit/words";
import type { Foreseen } from "~/ledger/foresee.server";
import type { PayMethod, RefundPreview, RefundWish } from "~/orders/refund";
import type { PanelOrder } from "~/routes/admin/inbox.$conversationId/view";
import { AboveLimit, Asked, isAbove } from "~/routes/admin/money/above";
import { MethodChoice } from "~/routes/admin/money/method";
import { Refused } from "~/routes/admin/money/refused";
import { isUndecided, refusals } from "~/routes/admin/money/refusals";
import { useForeseen } from "~/routes/admin/money/use-foreseen";
import { useAdmin, useLocale, useWords } from "~/ui/admin";
import { Ago } from "~/ui/ago";

import { Quantities } from "./quantities";
import { Receipt } from "./receipt";
import { targetText } from "./target";
import { usePreview, type Recount } from "./use-preview";
import { useRefund, type Refunding } from "./use-refund";

type Props = { shown: PanelOrder; conversationId: string; close: () => void };

/** Lines on the left, what they come to on the right, and one button that says what it does. */
export function RefundSheet({ shown, conversationId, close }: Props) {
  const { order } = shown;
  const say = useWords();
  const locale = useLocale();
  const entries = useEntries(order.total.customer.currency);
  const { shippingMinor, wish, note, notify } = entries;
  const { refunding, pay, again } = useRefund();
  const [turn, setTurn] = useState(0);
  const recount = usePreview(order.id, wish, turn);
  const { preview } = recount;
  const foreseen = useForeseen({ orderId: order.id, conversationId }, preview?.total ?? null);
  const reason = whyNot({ recount, shippingMinor, wish });
  const isPaid = refunding.state === "paid";
  const isAsking = refunding.state === "asking";
  const isOver = isPaid || refunding.state === "asked";
  const payNow =
    preview && (() => void pay({ orderId: order.id, conversationId, wish, preview, note, notify }));
  const lookAgain = () => {
    again();
    setTurn((known) => known + 1);
  };
  const label = labelOf({ preview, foreseen }, say, locale);
  return (
    <Modal
      open
      size="large"
      onClose={close}
      title={say("inbox.refundTitle", { order: order.name })}
      primaryAction={primaryOf({ refunding, recount, reason, label, payNow, lookAgain, close }, say)}
      {...(isOver ? {} : { secondaryActions: [{ content: say("common.cancel"), onAction: close }] })}
      footer={<WhyNot reason={isAsking ? reason : null} />}
    >
      <Modal.Section>
        <div className="gt-sheet">
          <BlockStack gap="400">
            <Said refunding={refunding} lookAgain={lookAgain} />
            {isAsking && <AboveLimit foreseen={foreseen} />}
            {!isOver && <Fields {...{ order, preview, entries }} isLocked={!isAsking} />}
          </BlockStack>
          <Bill refunding={refunding} recount={recount} />
        </div>
      </Modal.Section>
    </Modal>
  );
}

/** Recounted as one types; once it is paid, what was paid. */
function Bill({ refunding, recount }: { refunding: Refunding; recount: Recount }) {
  const isPaid = refunding.state === "paid";
  const preview = isPaid ? refunding.preview : recount.preview;
  return <Receipt preview={preview} isCounting={recount.state === "counting" && !isPaid} isPaid={isPaid} />;
}

/** Beside the button: why it waits. */
function WhyNot({ reason }: { reason: Word | null }) {
  const say = useWords();
  if (!reason) return null;
  return (
    <Text as="span" tone="subdued">
      {say(reason)}
    </Text>
  );
}

type Entries = ReturnType<typeof useEntries>;

/** What somebody has put in so far, and the wish that makes. */
function useEntries(currency: string) {
  const [chosen, setChosen] = useState<Readonly<Record<string, number>>>({});
  const [shipping, setShipping] = useState("");
  const [note, setNote] = useState("");
  const [notify, setNotify] = useState(true);
  const shippingMinor = minorIn(shipping, currency);
  const [method, setMethod] = useState<PayMethod>("original");
  const wish = { ...wishOf(chosen, shippingMinor ?? 0), method };
  return {
    method,
    setMethod,
    chosen,
    setChosen,
    shipping,
    setShipping,
    shippingMinor,
    note,
    setNote,
    notify,
    setNotify,
    wish,
  };
}

type Counted = { readonly preview: RefundPreview | null; readonly foreseen: Foreseen | null };

/** The amount and where it goes, so that nobody pays without having read it. */
function labelOf({ preview, foreseen }: Counted, say: Say, locale: string): string {
  if (!preview || preview.total.minor <= 0) return say("inbox.refund");
  if (isAbove(foreseen)) return say("money.ask_button", { amount: moneyText(preview.total, locale) });
  const to = targetText(preview.to) || say("inbox.refundOriginal");
  return say("inbox.refundButton", { amount: moneyText(preview.total, locale), to });
}

type Press = {
  readonly refunding: Refunding;
  readonly recount: Recount;
  readonly reason: Word | null;
  readonly label: string;
  /** Null while nobody knows how much it would be. */
  readonly payNow: (() => void) | null;
  readonly lookAgain: () => void;
  readonly close: () => void;
};

/** The one button: what it says and does at each moment of the payment. */
function primaryOf({ refunding, recount, reason, label, payNow, lookAgain, close }: Press, say: Say) {
  if (refunding.state === "paid" || refunding.state === "asked")
    return { content: say("common.done"), onAction: close };
  if (refunding.state === "refused") {
    return isUndecided(refunding.because)
      ? { content: say("inbox.refundAskAgain"), onAction: payNow ?? lookAgain }
      : { content: say("inbox.refundLookAgain"), onAction: lookAgain };
  }
  if (refunding.state === "asking" && recount.state === "failed")
    return { content: say("common.tryAgain"), onAction: lookAgain };
  return {
    content: label,
    disabled: reason !== null,
    loading: refunding.state === "paying",
    onAction: () => payNow?.(),
  };
}

type FieldsProps = {
  order: PanelOrder["order"];
  preview: RefundPreview | null;
  entries: Entries;
  isLocked: boolean;
};

/** Everything that can be chosen or written before it is paid. */
function Fields({ order, preview, entries, isLocked }: FieldsProps) {
  const say = useWords();
  return (
    <>
      <Quantities
        order={order}
        refundable={preview?.refundable ?? null}
        chosen={entries.chosen}
        onChange={entries.setChosen}
        disabled={isLocked}
      />
      <ShippingField
        preview={preview}
        currency={order.total.customer.currency}
        text={entries.shipping}
        isWrong={entries.shippingMinor === null}
        onChange={entries.setShipping}
      />
      <TextField
        label={say("inbox.refundNote")}
        helpText={say("inbox.refundNoteHelp")}
        value={entries.note}
        onChange={entries.setNote}
        autoComplete="off"
        maxLength={1000}
        multiline={2}
      />
      {order.customerId && (
        <MethodChoice method={entries.method} onChange={entries.setMethod} disabled={isLocked} />
      )}
      <Checkbox label={say("inbox.refundNotify")} checked={entries.notify} onChange={entries.setNotify} />
    </>
  );
}

type ShippingProps = {
  preview: RefundPreview | null;
  currency: string;
  text: string;
  isWrong: boolean;
  onChange: (text: string) => void;
};

function ShippingField({ preview, currency, text, isWrong, onChange }: ShippingProps) {
  const say = useWords();
  const locale = useLocale();
  const left = preview?.shippingLeft;
  if (!left || left.minor === 0) return null;
  return (
    <TextField
      label={say("inbox.refundShipping")}
      helpText={say("inbox.refundShippingLeft", { amount: moneyText(left, locale) })}
      value={text}
      onChange={onChange}
      inputMode="decimal"
      autoComplete="off"
      suffix={currency}
      placeholder={toDecimal({ minor: 0, currency })}
      labelAction={{ content: say("inbox.refundAllShipping"), onAction: () => onChange(toDecimal(left)) }}
      {...(isWrong ? { error: say("inbox.refundNotAnAmount") } : {})}
    />
  );
}

/** What became of the click. */
function Said({ refunding, lookAgain }: { refunding: Refunding; lookAgain: () => void }) {
  const say = useWords();
  const { agent } = useAdmin();
  if (refunding.state === "paid") {
    return (
      <Banner tone="success" title={say("inbox.refundDone")}>
        <p>
          {say("inbox.refundDoneBy", { name: agent.name })} · <Ago at={refunding.at} as="exact" />
        </p>
        <p>{say("inbox.refundReference", { id: refunding.refundId.split("/").at(-1) ?? "" })}</p>
      </Banner>
    );
  }
  if (refunding.state === "asked") return <Asked />;
  if (refunding.state !== "refused") return null;
  const { because, message } = refunding;
  return <Refused {...{ because, message, lookAgain }} words={sentences[because]} />;
}

type Because = Extract<Refunding, { state: "refused" }>["because"];
const sentences: Record<Because, readonly [Word, Word]> = {
  ...refusals,
  "too-much": ["inbox.refundTooMuch", "inbox.refundTooMuchText"],
};

function wishOf(chosen: Readonly<Record<string, number>>, shippingMinor: number): RefundWish {
  const lines = Object.entries(chosen).flatMap(([lineId, quantity]) =>
    quantity > 0 ? [{ lineId, quantity }] : [],
  );
  return { lines, shippingMinor };
}

type Standing = { recount: Recount; shippingMinor: number | null; wish: RefundWish };

/** Why the button waits; null when it may be pressed. */
function whyNot({ recount, shippingMinor, wish }: Standing): Word | null {
  if (shippingMinor === null) return "inbox.refundNotAnAmount";
  if (recount.state === "failed") return "inbox.refundNoCount";
  if (recount.preview && recount.preview.stillPossible.minor <= 0) return "inbox.refundNothing";
  if (wish.lines.length === 0 && wish.shippingMinor === 0) return "inbox.refundChoose";
  if (recount.state === "counting") return "inbox.refundCounting";
  if (wish.shippingMinor > recount.preview.shippingLeft.minor) return "inbox.refundShippingTooMuch";
  return recount.preview.total.minor > 0 ? null : "inbox.refundNothing";
}

/** The amount somebody typed, with a point or a comma; 0 for none, null when it is no amount. */
function minorIn(text: string, currency: string): number | null {
  if (text.trim() === "") return 0;
  try {
    const { minor } = fromDecimal(text.trim().replace(",", "."), currency);
    return minor < 0 ? null : minor;
  } catch {
    return null;
  }
}

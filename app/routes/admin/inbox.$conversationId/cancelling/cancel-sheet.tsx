import {
  Banner,
  BlockStack,
  Checkbox,
  ChoiceList,
  Modal,
  Select,
  SkeletonBodyText,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";

import { moneyText, type Money } from "~/kit/money";
import type { Say, Word } from "~/kit/words";
import { cancelReasons, type CancelPreview, type CancelReason, type CancelWish } from "~/orders/cancel";
import { targetText } from "~/routes/admin/inbox.$conversationId/refund/target";
import type { PanelOrder } from "~/routes/admin/inbox.$conversationId/view";
import { AboveLimit, Asked, isAbove } from "~/routes/admin/money/above";
import { Refused } from "~/routes/admin/money/refused";
import { isUndecided, refusals } from "~/routes/admin/money/refusals";
import { useForeseen } from "~/routes/admin/money/use-foreseen";
import { useLocale, useWords } from "~/ui/admin";

import { useCancel, useCancelPreview, type Because, type Cancelling } from "./use-cancel";

type Props = { shown: PanelOrder; conversationId: string; close: () => void };

/** Cancels a whole order: why, what goes back to whom, and one button that says so. It cannot be undone. */
export function CancelSheet({ shown: { order }, conversationId, close }: Props) {
  const say = useWords();
  const locale = useLocale();
  const { state, send, again } = useCancel();
  const [turn, setTurn] = useState(0);
  const preview = useCancelPreview(order.id, turn);
  const { wish, change } = useWish();
  const due = dueNow(preview, wish.refund);
  const foreseen = useForeseen({ orderId: order.id, conversationId }, due);
  const lookAgain = () => {
    again();
    setTurn((known) => known + 1);
  };
  const sendNow = () => due && send({ orderId: order.id, conversationId, expectedMinor: due.minor, ...wish });
  const label = labelOf(due, isAbove(foreseen), { say, locale });
  const isOver = state.at === "cancelled" || state.at === "asked";
  return (
    <Modal
      open
      onClose={close}
      title={say("money.cancel_title", { order: order.name })}
      primaryAction={primaryOf({ state, label, preview, sendNow, lookAgain, close }, say)}
      {...(isOver ? {} : { secondaryActions: [{ content: say("common.cancel"), onAction: close }] })}
    >
      <Modal.Section>
        <BlockStack gap="400">
          <Said state={state} lookAgain={lookAgain} />
          {state.at === "asking" && <AboveLimit foreseen={foreseen} />}
          {!isOver &&
            (preview ? <Body {...{ preview, wish, change, order }} /> : <SkeletonBodyText lines={6} />)}
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

type Wish = CancelWish & { readonly note: string; readonly notify: boolean };

function useWish() {
  const [wish, setWish] = useState<Wish>({
    reason: "CUSTOMER",
    restock: true,
    refund: "original",
    note: "",
    notify: true,
  });
  return { wish, change: (part: Partial<Wish>) => setWish((known) => ({ ...known, ...part })) };
}

function dueNow(preview: CancelPreview | null, refund: CancelWish["refund"]): Money | null {
  if (!preview || preview.obstacle) return null;
  return refund === "none" ? { ...preview.total, minor: 0 } : preview.total;
}

type Tongue = { readonly say: Say; readonly locale: string };

function labelOf(due: Money | null, needsApproval: boolean, { say, locale }: Tongue): string {
  if (!due) return say("money.cancel_order");
  if (due.minor === 0) return say("money.cancel_button_none");
  const amount = moneyText(due, locale);
  return say(needsApproval ? "money.ask_button" : "money.cancel_button", { amount });
}

type Press = {
  readonly state: Cancelling;
  readonly label: string;
  readonly preview: CancelPreview | null;
  readonly sendNow: () => void;
  readonly lookAgain: () => void;
  readonly close: () => void;
};

function primaryOf({ state, label, preview, sendNow, lookAgain, close }: Press, say: Say) {
  if (state.at === "cancelled" || state.at === "asked")
    return { content: say("common.done"), onAction: close };
  if (state.at === "refused")
    return isUndecided(state.because)
      ? { content: say("inbox.refundAskAgain"), onAction: sendNow }
      : { content: say("inbox.refundLookAgain"), onAction: lookAgain };
  return {
    content: label,
    destructive: true,
    disabled: !preview || preview.obstacle !== null,
    loading: state.at === "sending",
    onAction: sendNow,
  };
}

type BodyProps = {
  preview: CancelPreview;
  wish: Wish;
  change: (part: Partial<Wish>) => void;
  order: PanelOrder["order"];
};

function Body({ preview, wish, change, order }: BodyProps) {
  const say = useWords();
  if (preview.obstacle) return <Banner tone="warning">{say(`money.cancel_${preview.obstacle}`)}</Banner>;
  return (
    <>
      <Text as="p" tone="subdued">
        {say("money.cancel_final")}
      </Text>
      <Select
        label={say("money.cancel_reason")}
        options={cancelReasons.map((value) => ({ value, label: say(`money.reason_${value}`) }))}
        value={wish.reason}
        onChange={(reason) => change({ reason: reason as CancelReason })}
      />
      <WhatWasPaid {...{ preview, wish, change }} hasCustomer={order.customerId !== null} />
      <Checkbox
        label={say("money.cancel_restock")}
        checked={wish.restock}
        onChange={(restock) => change({ restock })}
      />
      <Checkbox
        label={say("money.cancel_notify")}
        checked={wish.notify}
        onChange={(notify) => change({ notify })}
      />
      <TextField
        label={say("money.cancel_note")}
        helpText={say("inbox.refundNoteHelp")}
        value={wish.note}
        onChange={(note) => change({ note })}
        maxLength={200}
        autoComplete="off"
      />
    </>
  );
}

type PaidProps = Pick<BodyProps, "preview" | "wish" | "change"> & { hasCustomer: boolean };

function WhatWasPaid({ preview, wish, change, hasCustomer }: PaidProps) {
  const say = useWords();
  const locale = useLocale();
  if (preview.total.minor === 0) return null;
  const amount = moneyText(preview.total, locale);
  const to = targetText(preview.to) || say("inbox.refundOriginal");
  const credit = { value: "store-credit", label: say("money.cancel_pay_credit", { amount }) };
  return (
    <ChoiceList
      title={say("money.cancel_pay")}
      choices={[
        { value: "original", label: say("money.cancel_pay_original", { amount, to }) },
        ...(hasCustomer ? [credit] : []),
        { value: "none", label: say("money.cancel_pay_none") },
      ]}
      selected={[wish.refund]}
      onChange={([refund]) => change({ refund: refund as CancelWish["refund"] })}
    />
  );
}

function Said({ state, lookAgain }: { state: Cancelling; lookAgain: () => void }) {
  const say = useWords();
  const locale = useLocale();
  if (state.at === "asked") return <Asked />;
  if (state.at === "cancelled") {
    const { paid } = state;
    return (
      <Banner tone="success" title={say("money.cancel_done")}>
        <p>
          {paid.minor > 0
            ? say("money.cancel_done_paid", { amount: moneyText(paid, locale) })
            : say("money.cancel_done_free")}
        </p>
      </Banner>
    );
  }
  if (state.at !== "refused") return null;
  const { because, message } = state;
  return <Refused {...{ because, message, lookAgain }} words={sentences[because]} />;
}

const sentences: Record<Because, readonly [Word, Word]> = {
  ...refusals,
  refused: ["money.cancel_refused", "inbox.refundRefusedText"],
  cancelled: ["money.cancel_refused", "money.cancel_cancelled"],
  sent: ["money.cancel_refused", "money.cancel_sent"],
  returning: ["money.cancel_refused", "money.cancel_returning"],
};

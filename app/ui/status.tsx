import { Badge, Tooltip } from "@shopify/polaris";

import type { Status } from "~/conversations/status";
import type { Say, Word } from "~/kit/words";

import { useWords } from "./admin";

type Tone = "success" | "attention" | "warning" | "critical" | "info";
type Progress = "incomplete" | "partiallyComplete" | "complete";
type Look = { readonly word: Word; readonly tone?: Tone; readonly progress?: Progress };

// The words, tones and dots are those of Shopify's own order list.
const financial: Record<string, Look> = {
  PAID: { word: "common.paid", progress: "complete" },
  PENDING: { word: "common.paymentPending", tone: "attention", progress: "incomplete" },
  AUTHORIZED: { word: "common.authorized", tone: "attention", progress: "incomplete" },
  PARTIALLY_PAID: { word: "common.partiallyPaid", tone: "warning", progress: "partiallyComplete" },
  PARTIALLY_REFUNDED: { word: "common.partiallyRefunded", progress: "partiallyComplete" },
  REFUNDED: { word: "common.refunded", progress: "complete" },
  VOIDED: { word: "common.voided", progress: "complete" },
  EXPIRED: { word: "common.expired", tone: "warning", progress: "incomplete" },
};
const fulfillment: Record<string, Look> = {
  FULFILLED: { word: "common.fulfilled", progress: "complete" },
  UNFULFILLED: { word: "common.unfulfilled", tone: "attention", progress: "incomplete" },
  PARTIALLY_FULFILLED: { word: "common.partiallyFulfilled", tone: "warning", progress: "partiallyComplete" },
  IN_PROGRESS: { word: "common.inProgress", tone: "attention", progress: "partiallyComplete" },
  ON_HOLD: { word: "common.onHold", tone: "warning", progress: "incomplete" },
  SCHEDULED: { word: "common.scheduled", tone: "attention", progress: "incomplete" },
  RESTOCKED: { word: "common.restocked", progress: "complete" },
};
const returning: Record<string, Look> = {
  RETURN_REQUESTED: { word: "common.returnRequested", tone: "attention", progress: "incomplete" },
  IN_PROGRESS: { word: "common.returnInProgress", tone: "attention", progress: "incomplete" },
  INSPECTION_COMPLETE: { word: "common.inspectionComplete", progress: "partiallyComplete" },
  RETURNED: { word: "common.returned", progress: "complete" },
  RETURN_FAILED: { word: "common.returnFailed", tone: "warning" },
};
const conversation: Record<Status, Look> = {
  open: { word: "common.open", tone: "attention" },
  waiting: { word: "common.waiting" },
  snoozed: { word: "common.snoozed", tone: "info" },
  closed: { word: "common.closed", tone: "success" },
};

export function ConversationBadge({ status }: { status: Status }) {
  return <LookBadge look={conversation[status]} />;
}

/** Whether an address is proven to be the shopper's, or only typed by them. */
export function AddressBadge({ isProven }: { isProven: boolean }) {
  const say = useWords();
  return (
    <Tooltip content={say(isProven ? "inbox.provenTip" : "inbox.claimedTip")}>
      <Badge size="small" {...(isProven ? { tone: "success" } : {})}>
        {say(isProven ? "inbox.proven" : "inbox.claimed")}
      </Badge>
    </Tooltip>
  );
}

type OrderStates = { financial: string; fulfillment: string; returnStatus?: string; isCancelled?: boolean };

/** An order's badges in Shopify's order: payment, fulfilment, return, cancelled. A state we do not know stays away. */
export function OrderBadges({ financial: paid, fulfillment: sent, returnStatus, isCancelled }: OrderStates) {
  const say = useWords();
  const looks = [financial[paid], fulfillment[sent], returnStatus ? returning[returnStatus] : undefined];
  return (
    <>
      {looks.map((look) => look && <LookBadge key={look.word} look={look} />)}
      {isCancelled && <Badge tone="critical">{say("common.cancelled")}</Badge>}
    </>
  );
}

/** The same in one line of text, for lists. */
export function OrderState({ name, ...states }: { name: string; financial: string; fulfillment: string }) {
  const say = useWords();
  return <>{[name, ...stateWords(states, say)].join(" · ")}</>;
}

function stateWords({ financial: paid, fulfillment: sent }: OrderStates, say: Say): string[] {
  return [financial[paid], fulfillment[sent]].flatMap((look) => (look ? [say(look.word)] : []));
}

const stages: Record<string, Look> = {
  requested: { word: "common.returnRequested", tone: "attention", progress: "incomplete" },
  approved: { word: "common.returnApproved", tone: "info", progress: "incomplete" },
  declined: { word: "common.returnDeclined" },
  received: { word: "common.returnReceived", tone: "info", progress: "partiallyComplete" },
  refunded: { word: "common.refunded", tone: "success", progress: "complete" },
  cancelled: { word: "common.cancelled" },
  closed: { word: "common.closed", progress: "complete" },
};

export function ReturnBadge({ stage }: { stage: string }) {
  const look = stages[stage];
  return look ? <LookBadge look={look} /> : null;
}

function LookBadge({ look }: { look: Look }) {
  const say = useWords();
  const { word, ...rest } = look;
  return <Badge {...rest}>{say(word)}</Badge>;
}

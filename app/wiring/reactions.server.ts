import { watchAnswer } from "~/channels/deliver.server";
import type { ConversationEvent } from "~/conversations/events";
import type { FeedbackEvent } from "~/feedback/events";
import type { ApprovalEvent } from "~/ledger/approval";
import { startBackfill } from "~/orders/backfill/backfill.server";
import type { CancelEvent } from "~/orders/cancel";
import type { OrderEvent } from "~/orders/events";
import type { RefundEvent } from "~/orders/refund";
import type { Desk } from "~/platform/desk.server";
import type { Post } from "~/platform/work.server";
import { hintOrder } from "~/portal/hint.server";
import { bringProvenOrders } from "~/portal/proofs.server";
import type { ReturnEvent } from "~/returns/events";
import { approveByPolicy } from "~/returns/policy/approve.server";
import { followArrived, followOrder } from "~/returns/pull.server";
import type { ShopEvent } from "~/shops/events";

import { askHowItWas, mailSurvey, showSurvey } from "./feedback-reactions.server";
import { noteApproval } from "./approvals.server";
import { hearOfPending, noteCancel, noteRefund } from "./money.server";
import { mailReturn, noteReturn, refreshShopper } from "./return-reactions.server";

type DomainEvent =
  | ApprovalEvent
  | CancelEvent
  | ConversationEvent
  | FeedbackEvent
  | OrderEvent
  | RefundEvent
  | ReturnEvent
  | ShopEvent;
type Reaction<Event> = (desk: Desk, event: Event) => Promise<void>;
type Reactions = {
  [Type in DomainEvent["type"]]: Readonly<Record<string, Reaction<Extract<DomainEvent, { type: Type }>>>>;
};

/** What happens when… The only place where one room learns about another. */
const reactions: Reactions = {
  "conversation.assigned": {},
  "conversation.closed": { askHowItWas },
  "conversation.reopened": {},
  "message.received": { bringProvenOrders },
  "message.written": { watchAnswer: (desk, { conversationId }) => watchAnswer(desk, conversationId) },
  "order.changed": { followOrder, hintOrder, hearOfPending },
  "orders.arrived": { followArrived },
  "money.approved": { noteApproval },
  "money.asked": { noteApproval },
  "money.declined": { noteApproval },
  "order.cancelled": { noteCancel },
  "order.refunded": { noteRefund, refreshShopper },
  "return.approved": { noteReturn, mailReturn, refreshShopper },
  "return.cancelled": { noteReturn, refreshShopper },
  "return.declined": { noteReturn, mailReturn, refreshShopper },
  "return.received": { noteReturn, mailReturn, refreshShopper },
  "return.refunded": { noteReturn, mailReturn, refreshShopper },
  "return.requested": { noteReturn, mailReturn, refreshShopper, approveByPolicy },
  "shop.welcomed": { startBackfill },
  "survey.answered": {},
  "survey.asked": { showSurvey, mailSurvey },
};

/** The names of the jobs that an event starts: "message.received.startClock". */
export function reactionsTo(event: string): readonly string[] {
  return Object.keys(reactions[event as DomainEvent["type"]] ?? {}).map((name) => `${event}.${name}`);
}

/** Each reaction as work of its own. */
export const reactionPosts: Record<string, Post> = Object.fromEntries(
  Object.entries(reactions).flatMap(([event, wired]: [string, Readonly<Record<string, Post["run"]>>]) =>
    Object.entries(wired).map(([name, run]): [string, Post] => [`${event}.${name}`, { run }]),
  ),
);

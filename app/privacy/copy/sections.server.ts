import type { Prisma } from "@prisma/client";

import type { Desk } from "~/platform/desk.server";
import type { Person } from "~/privacy/person";
import { anyOf } from "~/privacy/person.server";

type Reading = (desk: Desk, person: Person) => Promise<object[]>;

/** Why a kind of row is not in the copy. */
type Left = {
  readonly left:
    | "no shopper in it"
    | "secret"
    | "the team's own"
    | "with its order"
    | "with its return"
    | "with its conversation"
    | "passes through";
};

const nothing = (left: Left["left"]): Left => ({ left });

/**
 * What of each kind of row belongs into a copy of somebody's data. Every model of the schema is named: a new one does
 * not compile before somebody has decided.
 */
export const sections: Readonly<Record<Prisma.ModelName, Reading | Left>> = {
  Customer: (desk, { customerIds }) => desk.db.customer.findMany({ where: anyOf({ id: customerIds }) }),
  Order: (desk, { orderIds }) =>
    desk.db.order.findMany({
      where: anyOf({ id: orderIds }),
      include: { lines: true, fulfillments: true, refunds: true },
      orderBy: { placedAt: "asc" },
    }),
  OrderLine: nothing("with its order"),
  Fulfillment: nothing("with its order"),
  Refund: nothing("with its order"),
  Return: (desk, { returnIds }) =>
    desk.db.return.findMany({ where: anyOf({ id: returnIds }), include: { lines: true, evidence: true } }),
  ReturnLine: nothing("with its return"),
  ReturnPolicy: nothing("no shopper in it"),
  ReturnPolicyDraft: nothing("no shopper in it"),
  ReturnException: (desk, { customerIds, orderIds }) =>
    desk.db.returnException.findMany({
      where: { subject: { in: [...customerIds, ...orderIds] } },
      select: { kind: true, subject: true, reason: true, createdAt: true, expiresAt: true, usedAt: true },
    }),
  MoneyIntent: (desk, { orderIds }) =>
    desk.db.moneyIntent.findMany({
      where: anyOf({ orderId: orderIds }),
      select: { orderId: true, kind: true, amountMinor: true, currency: true, state: true, createdAt: true },
    }),
  MoneyApproval: nothing("the team's own"),
  Visitor: (desk, { visitorIds }) => desk.db.visitor.findMany({ where: anyOf({ id: visitorIds }) }),
  OrderProof: (desk, { visitorIds, emails }) =>
    desk.db.orderProof.findMany({ where: anyOf({ visitorId: visitorIds, email: emails }) }),
  LookupCode: (desk, { visitorIds, emails }) =>
    desk.db.lookupCode.findMany({ where: anyOf({ visitorId: visitorIds, email: emails }) }),
  Conversation: (desk, { conversationIds }) =>
    desk.db.conversation.findMany({
      where: anyOf({ id: conversationIds }),
      include: {
        messages: {
          orderBy: { seq: "asc" },
          include: { attachments: true, agent: { select: { name: true } } },
        },
        orders: true,
      },
      orderBy: { createdAt: "asc" },
    }),
  ConversationOrder: nothing("with its conversation"),
  Message: nothing("with its conversation"),
  Attachment: (desk, person) => desk.db.attachment.findMany({ where: picturesOf(person) }),
  Survey: (desk, { conversationIds }) =>
    desk.db.survey.findMany({ where: anyOf({ conversationId: conversationIds }) }),
  Mail: (desk, { emails, conversationIds }) =>
    desk.db.mail.findMany({ where: anyOf({ to: emails, conversationId: conversationIds }) }),
  PrivacyRequest: (desk, { customerIds, emails }) =>
    desk.db.privacyRequest.findMany({ where: anyOf({ customerId: customerIds, email: emails }) }),
  Draft: nothing("the team's own"),
  ReadMark: nothing("the team's own"),
  Agent: nothing("the team's own"),
  AuditRow: nothing("no shopper in it"),
  AuditLink: nothing("no shopper in it"),
  Backfill: nothing("no shopper in it"),
  Reconciliation: nothing("no shopper in it"),
  Redaction: nothing("no shopper in it"),
  OperatorAct: nothing("no shopper in it"),
  PausedWork: nothing("no shopper in it"),
  Shop: nothing("no shopper in it"),
  RateLimit: nothing("no shopper in it"),
  Session: nothing("secret"),
  WebhookDelivery: nothing("passes through"),
  Outbox: nothing("passes through"),
};

/** The pictures that a person sent, or were sent. */
export function picturesOf({ conversationIds, returnIds, visitorIds }: Person) {
  const theirs = anyOf({ returnId: returnIds, visitorId: visitorIds });
  return { OR: [...theirs.OR, { message: { conversationId: { in: [...conversationIds] } } }] };
}

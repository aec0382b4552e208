import { randomUUID } from "node:crypto";

import type { Ids } from "./twins.ts";

/** One thing that may be asked at a door: what stands in the address, and what is sent. */
export type Ask = { readonly at?: Ids; readonly body: Readonly<Record<string, unknown>> };

/** Everything that can be asked at a door with ids in it; `theirs` are the ids that are tried, `ours` what we have. */
type Case = (theirs: Ids, ours: Ids) => Ask[];

const nothingNamed: Case = () => [];
const words = () => ({ clientId: randomUUID(), text: "hello" });
const line = (ids: Ids) => ({ lineId: ids["OrderLine"], quantity: 1 });
const refund = (ids: Ids, own: Ids) => ({
  orderId: own["Order"],
  lines: [line(ids)],
  shippingMinor: 0,
  clientId: randomUUID(),
  expectedMinor: 100,
  note: null,
  notify: false,
  conversationId: null,
});
const request = (ids: Ids) => ({
  clientId: randomUUID(),
  orderId: ids["Order"],
  conversationId: null,
  lines: [{ id: ids["FulfillmentLine"], quantity: 1, reason: "damaged-or-defective" }],
  note: "",
});

/** The doors of the admin, by route. A door with an action that is missing here fails the test. */
export const adminCases: Readonly<Record<string, Case>> = {
  "routes/admin/_index": nothingNamed,
  "routes/admin/settings": nothingNamed,
  "routes/admin/health": nothingNamed,
  "routes/admin/policy.draft": nothingNamed,
  "routes/admin/policy.publish": nothingNamed,
  "routes/admin/team": (theirs) => [{ body: { agentId: theirs["Agent"], role: "none" } }],
  "routes/admin/inbox.$conversationId.draft": (theirs) => [
    { at: theirs, body: { mode: "reply", text: "x" } },
  ],
  "routes/admin/inbox.$conversationId.send": (theirs) => [
    { at: theirs, body: { mode: "reply", ...words() } },
    { at: theirs, body: { mode: "note", ...words(), expectedSeq: 1 } },
  ],
  "routes/admin/inbox.$conversationId.presence": (theirs) => [
    { at: theirs, body: { viewing: true } },
    { at: theirs, body: { typing: true, mode: "reply" } },
    { at: theirs, body: { read: 1 } },
  ],
  "routes/admin/inbox.$conversationId.move": (theirs, ours) => [
    ...[
      { kind: "assign", agentId: null },
      { kind: "snooze", until: "2099-01-01T00:00:00.000Z" },
      { kind: "wake" },
      { kind: "close" },
      { kind: "reopen" },
      { kind: "link", orderId: ours["Order"] },
      { kind: "unlink", orderId: ours["Order"] },
    ].map((body) => ({ at: theirs, body })),
    { at: ours, body: { kind: "assign", agentId: theirs["Agent"] } },
    { at: ours, body: { kind: "link", orderId: theirs["Order"] } },
    { at: ours, body: { kind: "unlink", orderId: theirs["Order"] } },
  ],
  "routes/admin/inbox.refund-preview": (theirs, ours) => [
    { body: { orderId: theirs["Order"], lines: [line(theirs)], shippingMinor: 0 } },
    { body: { orderId: ours["Order"], lines: [line(theirs)], shippingMinor: 0 } },
  ],
  "routes/admin/inbox.refund": (theirs, ours) => [
    { body: refund(theirs, theirs) },
    { body: refund(theirs, ours) },
    { body: { ...refund(ours, ours), conversationId: theirs["Conversation"] } },
  ],
  "routes/admin/inbox.return-decide": (theirs) => [
    { body: { verdict: "approve", returnId: theirs["Return"] } },
    { body: { verdict: "decline", returnId: theirs["Return"], reason: "other", note: "" } },
  ],
  "routes/admin/inbox.return-preview": (theirs) => [
    { body: { returnId: theirs["Return"], shipping: false } },
  ],
  "routes/admin/inbox.return-receive": (theirs, ours) =>
    [theirs, ours].map((of) => ({
      body: { returnId: of["Return"], lines: [{ id: theirs["ReturnLine"], quantity: 1, restock: true }] },
    })),
  "routes/admin/inbox.return-request": (theirs, ours) => [
    { body: request(theirs) },
    { body: { ...request(theirs), orderId: ours["Order"] } },
    { body: { ...request(ours), conversationId: theirs["Conversation"] } },
  ],
  "routes/admin/inbox.return-settle": (theirs) => [
    {
      body: {
        returnId: theirs["Return"],
        clientId: randomUUID(),
        expectedMinor: 100,
        shipping: false,
        note: null,
        notify: false,
      },
    },
  ],
  "routes/admin/inbox.returnable": (theirs) => [{ body: { orderId: theirs["Order"] } }],
  "routes/admin/inbox.cancel-preview": (theirs) => [{ body: { orderId: theirs["Order"] } }],
  "routes/admin/inbox.cancel": (theirs, ours) =>
    [theirs, ours].map((of) => ({
      body: {
        orderId: theirs["Order"],
        clientId: randomUUID(),
        reason: "CUSTOMER",
        restock: false,
        refund: "none",
        expectedMinor: 0,
        note: null,
        notify: false,
        conversationId: of["Conversation"],
      },
    })),
  "routes/admin/returns.approve": (theirs) =>
    ["approve", "take-back"].map((wish) => ({ body: { wish, ids: [theirs["Return"]] } })),
  "routes/admin/money.decide": (theirs) => [
    { body: { verdict: "approve", id: theirs["MoneyApproval"], expectedMinor: 100, word: null } },
    { body: { verdict: "decline", id: theirs["MoneyApproval"], word: null } },
    { body: { verdict: "look", id: theirs["MoneyIntent"] } },
    { body: { verdict: "reviewed", id: theirs["MoneyIntent"] } },
  ],
  "routes/admin/money.foresee": (theirs, ours) =>
    [theirs, ours].map((of) => ({
      body: { orderId: of["Order"], conversationId: theirs["Conversation"], minor: 100, currency: "EUR" },
    })),
};

const asked = (ids: Ids) => ({
  orderId: ids["Order"],
  lines: [{ id: ids["FulfillmentLine"], quantity: 1, reason: "damaged-or-defective" }],
});

/** The doors for shoppers, by route; the token is added by the test. */
export const portalCases: Readonly<Record<string, Case>> = {
  "routes/portal/address": nothingNamed,
  "routes/portal/conversation": nothingNamed,
  "routes/portal/orders": nothingNamed,
  "routes/portal/seen": nothingNamed,
  "routes/portal/session": (theirs) => [{ body: { locale: "en", refresh: theirs["Visitor"] } }],
  "routes/portal/typing": nothingNamed,
  "routes/portal/upload": nothingNamed,
  "routes/portal/verify": nothingNamed,
  "routes/portal/lookup": (theirs) => [{ body: { order: theirs["OrderName"], email: "noor@example.com" } }],
  "routes/portal/estimate": (theirs) => [{ body: asked(theirs) }],
  "routes/portal/returnable": (theirs) => [{ body: { orderId: theirs["Order"] } }],
  "routes/portal/return": (theirs, ours) => [
    { body: { ...asked(theirs), clientId: randomUUID() } },
    { body: { ...asked(ours), clientId: randomUUID(), attachments: [theirs["Attachment"]] } },
  ],
  "routes/portal/send": (theirs) => [{ body: { ...words(), attachments: [theirs["Attachment"]] } }],
};

const since = { version: 0, savedAt: null };
const policy = {
  transitDays: 7,
  reasons: [
    {
      handle: "other",
      label: { en: "Other", "zh-CN": "其他" },
      photo: "off",
      comment: "off",
      fault: "customer",
      claim: null,
    },
  ],
  rules: [{ id: "last", name: "Everything else", when: {}, then: { kind: "final-sale" } }],
};

/** What is sent at doors where no id is named. */
export const plainBodies: Readonly<Record<string, Record<string, unknown>>> = {
  "routes/admin/_index": { wish: "start" },
  "routes/admin/policy.draft": { policy, since },
  "routes/admin/policy.publish": { note: "For the winter", since },
  "routes/admin/settings": { mailName: "Fern", returnWindowDays: 30 },
  "routes/portal/address": { email: "noor@example.com" },
  "routes/portal/conversation": { after: 0 },
  "routes/portal/orders": {},
  "routes/portal/seen": { visibleSeq: 1 },
  "routes/portal/typing": { typing: true },
  "routes/portal/verify": { code: "123456" },
};

/** Doors that read no body at all, and the one that takes a form with a file. */
export const bodiless = new Set(["routes/admin/health", "routes/portal/upload"]);

/** The data of every kind of work, by the job's name or the event that starts it. */
export const jobCases: Readonly<Record<string, (theirs: Ids) => Record<string, unknown>>> = {
  "channels.send-mail": (ids) => ({ mailId: ids["Mail"] }),
  "channels.mail-unseen": (ids) => ({ conversationId: ids["Conversation"] }),
  "returns.approveHeld": (ids) => ({ id: ids["Return"] }),
  "conversations.wake": (ids) => ({ conversationId: ids["Conversation"] }),
  "customers.sync": (ids) => ({ customerId: ids["Customer"] }),
  "ledger.resolve": (ids) => ({ intentId: ids["MoneyIntent"] }),
  "orders.sync": (ids) => ({ orderId: ids["Order"] }),
  "orders.takeBackfill": () => ({}),
  "orders.reconcile": () => ({}),
  "orders.repair": (ids) => ({ orderId: ids["Order"], roundId: ids["Reconciliation"] }),
  "portal.mail-code": (ids) => ({ codeId: ids["LookupCode"] }),
  "privacy.copy": () => ({ webhookId: "not-delivered" }),
  "privacy.erase-customer": () => ({ webhookId: "not-delivered" }),
  "privacy.erase-shop": () => ({}),
  "returns.followOrder": (ids) => ({ orderId: ids["Order"] }),
  "returns.resume": (ids) => ({ id: ids["Return"] }),
  "returns.sync": (ids) => ({ returnId: ids["Return"] }),
  "returns.syncDisposed": () => ({ reverseId: "gid://shopify/ReverseFulfillmentOrder/99999" }),
  "shops.close": () => ({ at: "2020-01-01T00:00:00.000Z" }),
  "shops.refresh": () => ({}),
  "shops.noteScopes": () => ({ scopes: ["read_orders"] }),
};

/** What an event may name: more than any of them does. */
export function eventNaming(type: string, ids: Ids): Record<string, unknown> {
  return {
    type,
    conversationId: ids["Conversation"],
    messageId: ids["Message"],
    visitorId: ids["Visitor"],
    orderId: ids["Order"],
    orderIds: [ids["Order"]],
    customerId: ids["Customer"],
    returnId: ids["Return"],
    intentId: ids["MoneyIntent"],
    approvalId: ids["MoneyApproval"],
    surveyId: ids["Survey"],
    agentId: ids["Agent"],
    id: ids["Return"],
    url: "https://example.com/survey/x",
    score: 5,
  };
}

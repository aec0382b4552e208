import fc from "fast-check";
import { expect, test } from "vitest";

import { after, hasLines, stages, stagesBefore, stageSeen, type SeenReturn } from "~/returns/return";

const seen = (own: Partial<SeenReturn> = {}): SeenReturn => ({
  shopifyId: "gid://shopify/Return/1",
  name: "#1001-R1",
  orderId: "gid://shopify/Order/1",
  status: "OPEN",
  createdAt: new Date(0),
  approvedAt: null,
  closedAt: null,
  decline: null,
  lines: [line()],
  refunds: [],
  ...own,
});

const line = (own: Partial<SeenReturn["lines"][number]> = {}) => ({
  shopifyLineId: "gid://shopify/ReturnLineItem/1",
  fulfillmentLineId: "gid://shopify/FulfillmentLineItem/1",
  lineId: "gid://shopify/LineItem/1",
  title: "Linen shirt",
  quantity: 2,
  processed: 0,
  refunded: 0,
  processable: 2,
  reason: "too-small",
  reasonLabel: "Too small",
  note: null,
  reverseLineId: null,
  ...own,
});

const refund = {
  id: "gid://shopify/Refund/1",
  note: null,
  amount: { minor: 9_000, currency: "EUR" },
  states: ["SUCCESS"],
};

test("a request is approved, received and refunded, in that order", () => {
  expect(after("requested", "approve")).toBe("approved");
  expect(after("approved", "receive")).toBe("received");
  expect(after("received", "refund")).toBe("refunded");
});

test("what is over stays over: nobody approves, pays or cancels it again", () => {
  for (const over of ["declined", "refunded", "cancelled"] as const) {
    for (const happening of [
      "approve",
      "decline",
      "receive",
      "refund",
      "cancel",
      "close",
      "reopen",
    ] as const) {
      expect(after(over, happening)).toBeNull();
    }
  }
});

test("money moves only for what is on its way or has come", () => {
  expect(stagesBefore("refund")).toEqual(["approved", "received"]);
});

const paid = { lines: [line({ processed: 2, refunded: 2 })], refunds: [refund] };

test.each([
  { what: "asked for", told: seen({ status: "REQUESTED" }), known: null, stage: "requested" },
  { what: "approved", told: seen(), known: "requested", stage: "approved" },
  { what: "declined", told: seen({ status: "DECLINED" }), known: "requested", stage: "declined" },
  { what: "called off", told: seen({ status: "CANCELED" }), known: "approved", stage: "cancelled" },
  {
    what: "processed without money",
    told: seen({ lines: [line({ processed: 1 })] }),
    known: "approved",
    stage: "received",
  },
  { what: "refunded", told: seen(paid), known: "approved", stage: "refunded" },
  { what: "closed without money", told: seen({ status: "CLOSED" }), known: "approved", stage: "closed" },
  {
    what: "closed after money",
    told: seen({ status: "CLOSED", refunds: [refund] }),
    known: "received",
    stage: "refunded",
  },
  { what: "reopened", told: seen(), known: "closed", stage: "approved" },
] as const)("what was $what in Shopify is so here", ({ told, known, stage }) => {
  expect(stageSeen(told, known)).toBe(stage);
});

test.each([
  ["a parcel we have received stays received", seen(), "received"],
  ["what was paid stays paid when an older answer comes late", seen(), "refunded"],
  ["an approved return is not a request again", seen({ status: "REQUESTED" }), "approved"],
  ["a refunded return that is closed stays refunded", seen({ status: "CLOSED" }), "refunded"],
] as const)("%s", (_promise, shopify, known) => {
  expect(stageSeen(shopify, known)).toBeNull();
});

test("a refund that failed at the gateway is no refund", () => {
  const failed = { ...refund, states: ["FAILURE"] };
  expect(
    stageSeen(seen({ lines: [line({ processed: 2, refunded: 2 })], refunds: [failed] }), "received"),
  ).toBeNull();
});

test("hearing the same twice changes nothing the second time", () => {
  const status = fc.constantFrom("REQUESTED", "OPEN", "CLOSED", "DECLINED", "CANCELED" as const);
  fc.assert(
    fc.property(status, fc.constantFrom(null, ...stages), fc.nat(2), (state, known, processed) => {
      const told = seen({
        status: state as SeenReturn["status"],
        lines: [line({ processed, refunded: processed })],
        refunds: processed ? [refund] : [],
      });
      const first = stageSeen(told, known) ?? known;
      expect(first === null ? null : stageSeen(told, first)).toBeNull();
    }),
  );
});

test("a request is recognised by its units, whatever their order", () => {
  const other = line({ fulfillmentLineId: "gid://shopify/FulfillmentLineItem/2", quantity: 1 });
  const lines = [line(), other].map(({ fulfillmentLineId, quantity }) => ({ fulfillmentLineId, quantity }));
  expect(hasLines(seen({ lines: [other, line()] }), lines)).toBe(true);
  expect(hasLines(seen(), lines)).toBe(false);
});

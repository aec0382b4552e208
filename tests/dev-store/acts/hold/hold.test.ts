import { beforeAll, expect, test } from "vitest";
import { clientOf, read } from "../../graphql/client.ts";
import { loadSchema } from "../../graphql/schema.ts";
import { paidOrder, sampleStore, topicsOf } from "../../seed/sample.ts";
import type { FulfillmentOrder } from "../../state/fulfillment.ts";
import { fulfillmentStatus } from "../../state/status.ts";
import { unfulfilledQuantity } from "../../state/totals.ts";
import { fulfil } from "../ship.ts";
import { holdFulfillment } from "./ask.ts";
import { liftHolds } from "./hold.ts";

// Read once, outside the time of the first test.
beforeAll(() => void loadSchema());

function parcel() {
  const store = sampleStore();
  const order = paidOrder(store);
  const open = order.fulfillmentOrders[0] as FulfillmentOrder;
  return { store, order, open };
}

test("what is held is not sent, until the last hold is lifted", () => {
  const { store, order, open } = parcel();
  holdFulfillment(store, open, { reason: "HIGH_RISK_OF_FRAUD" });
  holdFulfillment(store, open, { reason: "OTHER", handle: "second" });
  expect([fulfillmentStatus(order), fulfil(store, order).value]).toEqual(["ON_HOLD", null]);
  liftHolds(store, open, ({ handle }) => handle === "second");
  expect(fulfillmentStatus(order)).toBe("ON_HOLD");
  liftHolds(store, open);
  expect(fulfil(store, order).errors).toEqual([]);
});

test("only the first hold and the last release are told", () => {
  const { store, open } = parcel();
  const first = topicsOf(store, () => holdFulfillment(store, open, { reason: "OTHER" }));
  const second = topicsOf(store, () => holdFulfillment(store, open, { reason: "OTHER", handle: "2" }));
  expect([first[0], second]).toEqual(["fulfillment_orders/placed_on_hold", []]);
  expect(topicsOf(store, () => liftHolds(store, open))[0]).toBe("fulfillment_orders/hold_released");
});

test("a part can be held while the rest is sent", () => {
  const { store, order, open } = parcel();
  const [throws] = open.lines;
  const held = holdFulfillment(store, open, {
    reason: "INCORRECT_ADDRESS",
    lines: [{ id: throws?.id ?? "", quantity: 1 }],
  }).value;
  expect(open.lines.map((line) => line.remainingQuantity)).toEqual([1]);
  expect(held?.rest?.lines.map((line) => line.remainingQuantity)).toEqual([1, 1]);
  fulfil(store, order);
  expect(order.lines.map((line) => unfulfilledQuantity(order, line))).toEqual([1, 0]);
  expect([open.status, held?.rest?.status]).toEqual(["ON_HOLD", "CLOSED"]);
});

test("the same handle twice, an eleventh hold and a part of what is held are refused", () => {
  const { store, open } = parcel();
  const hold = (wish: object) => holdFulfillment(store, open, { reason: "OTHER", app: "us", ...wish });
  for (let number = 1; number <= 10; number += 1) hold({ handle: String(number) });
  const codes = [hold({ handle: "1" }), hold({ handle: "11" })].map(({ errors }) => errors[0]?.code);
  expect(codes).toEqual(["DUPLICATE_FULFILLMENT_HOLD_HANDLE", "FULFILLMENT_ORDER_HOLD_LIMIT_REACHED"]);
  const lines = [{ id: open.lines[0]?.id ?? "", quantity: 1 }];
  const other = holdFulfillment(store, open, { reason: "OTHER", app: "them", lines });
  expect(other.errors[0]?.code).toBe("FULFILLMENT_ORDER_NOT_SPLITTABLE");
});

// The answer as a live store recorded it.
test("through the API a hold is ours, and can be released by its id", async () => {
  const { store, open } = parcel();
  const ask = clientOf(store, { app: "goodturn" });
  const place = `mutation($id: ID!, $fulfillmentHold: FulfillmentOrderHoldInput!) {
    fulfillmentOrderHold(id: $id, fulfillmentHold: $fulfillmentHold) {
      fulfillmentHold { id handle reason reasonNotes displayReason heldByRequestingApp }
      fulfillmentOrder { status supportedActions { action } } remainingFulfillmentOrder { id }
      userErrors { field message code } } }`;
  const fulfillmentHold = { reason: "OTHER", reasonNotes: "Asks for another address", handle: "a-1" };
  const made = await read(ask(place, { id: open.id, fulfillmentHold }), "fulfillmentOrderHold");
  const actions = ["RELEASE_HOLD", "HOLD", "MOVE"].map((action) => ({ action }));
  expect(made).toEqual({
    fulfillmentHold: {
      ...{ id: open.holds[0]?.id, ...fulfillmentHold, displayReason: "Other", heldByRequestingApp: true },
    },
    fulfillmentOrder: { status: "ON_HOLD", supportedActions: actions },
    ...{ remainingFulfillmentOrder: null, userErrors: [] },
  });
  const release = `mutation($id: ID!, $holdIds: [ID!]) { fulfillmentOrderReleaseHold(id: $id, holdIds: $holdIds) {
    fulfillmentOrder { status fulfillmentHolds { id } } userErrors { code } } }`;
  const holdIds = open.holds.map(({ id }) => id);
  const released = ask(release, { id: open.id, holdIds });
  expect(await read(released, "fulfillmentOrderReleaseHold.fulfillmentOrder")).toEqual({
    ...{ status: "OPEN", fulfillmentHolds: [] },
  });
});

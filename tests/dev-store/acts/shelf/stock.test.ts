import { beforeAll, describe, expect, test } from "vitest";
import { clientOf, read } from "../../graphql/client.ts";
import { loadSchema } from "../../graphql/schema.ts";
import { onShelf, sampleStore } from "../../seed/sample.ts";
import type { DispositionType } from "../../state/return.ts";
import type { Store } from "../../store.ts";
import { cancelNow } from "../cancel.ts";
import { price } from "../code.ts";
import { beginEdit, commitEdit, stageQuantity, stageVariant } from "../edit-lines.ts";
import { createRefund } from "../pay-back.ts";
import { placeOrder } from "../place.ts";
import { processReturn } from "../process.ts";
import { disposeGoods } from "../reverse.ts";
import { createReturn } from "../send-back.ts";
import { fulfil } from "../ship.ts";
import { commitUnits, levelsOf } from "./stock.ts";

// Read once, outside the time of the first test.
beforeAll(() => void loadSchema());

const euros = { shop: "EUR", presentment: "EUR", rate: 1 };

/** Ten lamps, two places; three of them sold. */
function sold(store = sampleStore()) {
  const [first] = store.locations.values();
  if (!first) throw new Error("No location");
  const second = { ...first, id: store.newId("Location"), name: "Depot" };
  store.addLocation(second);
  const variantId = onShelf(store, "Lamp", 40);
  const order = placeOrder(store, {
    lines: [{ title: "Lamp", quantity: 3, unitPrice: price(euros, 40), variantId }],
  });
  for (const line of order.lines) commitUnits(store, line);
  return { store, order, variantId, second };
}

/** Available and committed, place by place. */
function stock(store: Store, variantId: string): number[][] {
  const variant = store.find("ProductVariant", variantId);
  return variant ? levelsOf(store, variant).map((level) => [level.available, level.committed]) : [];
}

function sentBack(type: DispositionType) {
  const { store, order, variantId, second } = sold();
  fulfil(store, order);
  const sent = order.fulfillments[0]?.lines[0]?.id ?? "";
  const made = createReturn(store, order, { lines: [{ fulfillmentLineItemId: sent, quantity: 2 }] }).value;
  const lineId = made?.reverseFulfillmentOrders[0]?.lines[0]?.id ?? "";
  const dispositions = [{ lineId, quantity: 2, type, locationId: second.id }];
  return { store, made, variantId, dispositions };
}

test("what is sold is committed, and what is sent is gone", () => {
  const { store, order, variantId } = sold();
  expect(stock(store, variantId)).toEqual([
    [7, 3],
    [0, 0],
  ]);
  fulfil(store, order);
  expect(stock(store, variantId)[0]).toEqual([7, 0]);
  expect(store.find("ProductVariant", variantId)?.inventoryQuantity).toBe(7);
});

describe("goods that come back", () => {
  test("are for sale again where they were restocked", () => {
    const { store, variantId, dispositions } = sentBack("RESTOCKED");
    disposeGoods(store, dispositions);
    expect(stock(store, variantId)).toEqual([
      [7, 0],
      [2, 0],
    ]);
  });

  test.each(["NOT_RESTOCKED", "MISSING", "PROCESSING_REQUIRED"] as const)("are not when %s", (type) => {
    const { store, variantId, dispositions } = sentBack(type);
    disposeGoods(store, dispositions);
    expect(stock(store, variantId)[1]).toEqual([0, 0]);
  });

  test("cannot be restocked nowhere", () => {
    const { store, variantId, dispositions } = sentBack("RESTOCKED");
    const refused = disposeGoods(
      store,
      dispositions.map((row) => ({ ...row, locationId: null })),
    );
    expect(refused.errors[0]?.field).toEqual(["dispositionInputs", "0", "locationId"]);
    expect(stock(store, variantId)[0]).toEqual([7, 0]);
  });

  test("count once when they are paid back in the same breath", () => {
    const { store, made, variantId, dispositions } = sentBack("RESTOCKED");
    if (!made) throw new Error("The return was refused");
    const lines = [{ returnLineId: made.lines[0]?.id ?? "", quantity: 2, dispositions }];
    processReturn(store, made, { lines, refund: { transactions: [] } });
    expect(stock(store, variantId)[1]).toEqual([2, 0]);
  });
});

describe("goods that never left", () => {
  test("go back on the shelf by a refund that cancels them", () => {
    const { store, order, variantId } = sold();
    createRefund(store, order, {
      lines: [{ lineItemId: order.lines[0]?.id ?? "", quantity: 1, restockType: "CANCEL" }],
    });
    expect(stock(store, variantId)[0]).toEqual([8, 2]);
  });

  test.each([
    [true, 10],
    [false, 7],
  ])("with a cancelled order only when restocking is wished: %s", (restock, available) => {
    const { store, order, variantId } = sold();
    cancelNow(store, order, { reason: "CUSTOMER", restock, refund: true });
    expect(stock(store, variantId)[0]).toEqual([available, 0]);
  });

  test("follow the edits of an order", () => {
    const { store, order, variantId } = sold();
    const edit = beginEdit(store, order).value;
    if (!edit) throw new Error("The order cannot be edited");
    stageQuantity(store, edit, { lineId: order.lines[0]?.id ?? "", quantity: 1, restock: true });
    stageVariant(store, edit, { variantId: onShelf(store, "Shade", 9), quantity: 1 });
    commitEdit(store, edit);
    expect(stock(store, variantId)[0]).toEqual([9, 1]);
    expect(stock(store, order.lines[1]?.variantId ?? "")[0]).toEqual([9, 1]);
  });
});

test("the API tells the quantities of every place by name", async () => {
  const { store, variantId } = sold();
  const ask = clientOf(store)(
    `query($id: ID!) { productVariant(id: $id) { inventoryItem { tracked inventoryLevels(first: 2) { nodes {
      location { name } quantities(names: ["available", "committed", "on_hand"]) { name quantity } } } } } }`,
    { id: variantId },
  );
  const levels = await read(ask, "productVariant.inventoryItem.inventoryLevels.nodes");
  expect(levels).toMatchObject([
    { location: { name: "Workshop" }, quantities: [{ quantity: 7 }, { quantity: 3 }, { quantity: 10 }] },
    { location: { name: "Depot" }, quantities: [{ quantity: 0 }, { quantity: 0 }, { quantity: 0 }] },
  ]);
});

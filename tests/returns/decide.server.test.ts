import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { closeDatabase } from "~/platform/db.server";
import type { Desk } from "~/platform/desk.server";
import { cancelReturn, decideReturn } from "~/returns/decide.server";
import { followOrder, pullReturn } from "~/returns/pull.server";
import { receiveParcel } from "~/returns/receive.server";
import { listReturns } from "~/returns/board/list.server";
import { countReturns, findReturn, returnsOfOrder } from "~/returns/returns.server";

import * as theirs from "../dev-store/acts/send-back.ts";
import { deskFor, type TestDesk } from "../support/desk.ts";
import { approved, asked, received } from "../support/sent-back.ts";
import { soldAndPulled } from "../support/sold.ts";

let shop: TestDesk;
let iris: Desk;
let noor: Desk;

beforeAll(async () => {
  shop = await deskFor();
  iris = await shop.asAgent("Iris Lindqvist", "lead");
  noor = await shop.asShopper();
});
afterAll(async () => {
  await shop.close();
  await closeDatabase();
});

const order = () => soldAndPulled(shop.desk, shop.store);
const approve = { verdict: "approve" } as const;
const decline = { verdict: "decline", reason: "final-sale", note: "It was marked so" } as const;

async function events(returnId: string) {
  const rows = await iris.db.outbox.findMany({ where: { kind: "event" }, orderBy: { id: "asc" } });
  return rows.filter(({ data }) => JSON.stringify(data).includes(returnId)).map(({ name }) => name);
}

describe("deciding", () => {
  test("approved here is approved in Shopify, with the policy of that moment", async () => {
    const sale = await order();
    const open = await approved(iris, sale);
    expect(open).toMatchObject({ stage: "approved", policy: { windowDays: 30 } });
    expect(sale.returns[0]?.status).toBe("OPEN");
    expect(await events(open.id)).toEqual(["return.requested", "return.approved"]);
  });

  test("declined with the merchant's words", async () => {
    const sale = await order();
    const request = await asked(noor, sale);
    expect(await decideReturn(iris, request.id, decline)).toMatchObject({
      decided: true,
      return: { stage: "declined" },
    });
    expect(sale.returns[0]?.decline).toEqual({ reason: "FINAL_SALE", note: "It was marked so" });
  });

  test("two agents answer differently at once: one answer stands, the other hears it", async () => {
    const sale = await order();
    const request = await asked(noor, sale);
    const paolo = await shop.asAgent("Paolo Ferri");
    const answers = await Promise.all([
      decideReturn(iris, request.id, approve),
      decideReturn(paolo, request.id, decline),
    ]);
    expect(answers.filter(({ decided }) => decided)).toHaveLength(1);
    const now = await findReturn(iris, request.id);
    expect(now.stage).toBe(sale.returns[0]?.status === "OPEN" ? "approved" : "declined");
    expect(await events(request.id)).toHaveLength(2);
  });

  test("the same answer twice is one answer, told once", async () => {
    const request = await asked(noor, await order());
    const answers = await Promise.all([
      decideReturn(iris, request.id, approve),
      decideReturn(iris, request.id, approve),
    ]);
    expect(answers.every(({ decided }) => decided)).toBe(true);
    expect(await events(request.id)).toEqual(["return.requested", "return.approved"]);
  });

  test("Shopify's answer is lost: its state tells", async () => {
    const request = await asked(noor, await order());
    shop.store.faults.push({ kind: "drop-after-commit", match: "returnApproveRequest" });
    expect(await decideReturn(iris, request.id, approve)).toMatchObject({
      decided: true,
      return: { stage: "approved" },
    });
  });

  test("what is over is not decided again", async () => {
    const request = await asked(noor, await order());
    await decideReturn(iris, request.id, decline);
    expect(await decideReturn(iris, request.id, approve)).toMatchObject({
      decided: false,
      because: "too-late",
    });
  });

  test("an approved return may be called off, a received one not", async () => {
    const open = await approved(iris, await order());
    expect(await cancelReturn(iris, open.id)).toMatchObject({
      decided: true,
      return: { stage: "cancelled" },
    });
    const came = await received(iris, await order());
    expect(await cancelReturn(iris, came.id)).toMatchObject({ decided: false, because: "too-late" });
  });
});

describe("receiving", () => {
  test("may be corrected until it is paid; more than was sent is refused", async () => {
    const open = await approved(iris, await order());
    const id = open.lines[0]?.id ?? "";
    expect(await receiveParcel(iris, open.id, { lines: [{ id, quantity: 3 }] })).toMatchObject({
      because: "too-many",
    });
    expect(await receiveParcel(iris, open.id, { lines: [] })).toMatchObject({ because: "nothing-came" });
    expect(await receiveParcel(iris, open.id, { lines: [{ id, quantity: 1 }] })).toMatchObject({
      received: true,
    });
    const again = await receiveParcel(iris, open.id, { lines: [{ id, quantity: 2, restock: false }] });
    expect(again).toMatchObject({
      received: true,
      return: { lines: [{ receivedQuantity: 2, restock: false }] },
    });
  });

  test("a request that nobody approved is not received", async () => {
    const request = await asked(noor, await order());
    const lines = request.lines.map(({ id, quantity }) => ({ id, quantity }));
    expect(await receiveParcel(iris, request.id, { lines })).toMatchObject({
      received: false,
      because: "too-late",
    });
  });
});

describe("what is done by hand in Shopify's admin", () => {
  test("a return made there shows here once, however often it is heard", async () => {
    const sale = await order();
    const line = { fulfillmentLineItemId: sale.fulfillments[0]?.lines[0]?.id ?? "", quantity: 1 };
    const { value } = theirs.createReturn(shop.store, sale, { lines: [line] });
    await Promise.all([1, 2, 3].map(() => pullReturn(shop.desk, value?.id ?? "")));
    await followOrder(shop.desk, { orderId: sale.id });
    const rows = await returnsOfOrder(iris, sale.id);
    expect(rows).toMatchObject([{ stage: "approved", requestedBy: "shopify", lines: [{ quantity: 1 }] }]);
    expect(await events(rows[0]?.id ?? "-")).toEqual(["return.approved"]);
  });

  test("approved, closed and reopened there is so here", async () => {
    const sale = await order();
    const request = await asked(noor, sale);
    const [shopifys] = sale.returns;
    if (!shopifys) throw new Error("No return");
    const hear = async () => (
      await pullReturn(shop.desk, shopifys.id),
      (await findReturn(iris, request.id)).stage
    );
    theirs.approveReturn(shop.store, shopifys);
    expect(await hear()).toBe("approved");
    theirs.closeReturn(shop.store, shopifys);
    expect(await hear()).toBe("closed");
    theirs.reopenReturn(shop.store, shopifys);
    expect(await hear()).toBe("approved");
  });

  test("units taken out of the return there are out of it here", async () => {
    const sale = await order();
    const open = await approved(iris, sale);
    const [shopifys] = sale.returns;
    if (!shopifys) throw new Error("No return");
    theirs.removeFromReturn(shop.store, shopifys, [
      { returnLineId: shopifys.lines[0]?.id ?? "", quantity: 1 },
    ]);
    await pullReturn(shop.desk, shopifys.id);
    expect((await findReturn(iris, open.id)).lines).toMatchObject([{ quantity: 1 }]);
  });
});

test("the list shows what waits, newest first, and counts each stage", async () => {
  const own = await deskFor();
  const paolo = await own.asAgent("Paolo Ferri");
  const first = await asked(paolo, await soldAndPulled(own.desk, own.store));
  const second = await approved(paolo, await soldAndPulled(own.desk, own.store));
  const { rows, next } = await listReturns(paolo, { stage: "open", cursor: null });
  expect(rows.map(({ id }) => id)).toEqual([second.id, first.id]);
  expect(next).toBeNull();
  expect(await countReturns(paolo)).toMatchObject({ requested: 1, approved: 1, refunded: 0 });
  await expect(findReturn(iris, first.id)).rejects.toThrow("No such return");
  await own.close();
});

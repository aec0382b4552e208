import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { addDays } from "~/kit/days";
import { closeDatabase } from "~/platform/db.server";
import type { Desk } from "~/platform/desk.server";
import { newId } from "~/platform/id.server";
import { requestReturn, resumeRequest } from "~/returns/request.server";
import { pullReturn } from "~/returns/pull.server";
import { returnsOfOrder } from "~/returns/returns.server";

import { returnReasons } from "../dev-store/state/shop.ts";
import { deskFor, type TestDesk } from "../support/desk.ts";
import { asked, wish } from "../support/sent-back.ts";
import { soldAndPulled } from "../support/sold.ts";

let shop: TestDesk;
let noor: Desk;

beforeAll(async () => {
  shop = await deskFor();
  noor = await shop.asShopper();
});
afterAll(async () => {
  await shop.close();
  await closeDatabase();
});

const order = () => soldAndPulled(shop.desk, shop.store);

async function aPhoto(desk: Desk): Promise<string> {
  const visitorId = desk.actor.kind === "shopper" ? desk.actor.visitorId : null;
  const file = { name: "seam.jpg", mime: "image/jpeg", bytes: 10, width: 4, height: 3, storageKey: newId() };
  const row = { shopId: desk.shopId, id: newId(), visitorId, createdAt: desk.now, ...file };
  return (await desk.db.attachment.create({ data: row })).id;
}

async function events(returnId: string): Promise<string[]> {
  const rows = await shop.desk.db.outbox.findMany({ where: { kind: "event" }, orderBy: { id: "asc" } });
  return rows.filter(({ data }) => JSON.stringify(data).includes(returnId)).map(({ name }) => name);
}

describe("asking", () => {
  test("a wish becomes Shopify's return, with its reason in Shopify's list and the shopper's words", async () => {
    const sale = await order();
    const request = await asked(noor, sale);
    expect(request).toMatchObject({
      stage: "requested",
      name: `${sale.name}-R1`,
      note: "Both are too small",
    });
    const theirs = sale.returns[0];
    expect(theirs).toMatchObject({ id: request.shopifyId, status: "REQUESTED" });
    const reason = returnReasons.find(({ id }) => id === theirs?.lines[0]?.reasonId);
    expect(reason?.handle).toBe("too-small");
    expect(theirs?.lines[0]?.customerNote).toBe("Both are too small");
    expect(await events(request.id)).toEqual(["return.requested"]);
  });

  test("the policy as it stood is kept with it", async () => {
    const request = await asked(noor, await order());
    expect(request.policy).toMatchObject({ windowDays: 30, transitDays: 7, verdicts: [{ because: null }] });
  });

  test("the same click twice, or ten times at once, is one return", async () => {
    const sale = await order();
    const one = wish(sale);
    const answers = await Promise.all(Array.from({ length: 10 }, () => requestReturn(noor, one)));
    expect(sale.returns).toHaveLength(1);
    expect(answers.every((answer) => answer.requested || answer.because === "in-progress")).toBe(true);
    expect(await requestReturn(noor, one)).toMatchObject({ requested: true });
  });

  test("two wishes for the same units: one goes through, and the row with its id is the one that was told so", async () => {
    const sale = await order();
    const wishes = Array.from({ length: 6 }, () => wish(sale));
    const answers = await Promise.all(wishes.map((one) => requestReturn(noor, one)));
    const through = answers.filter((answer) => answer.requested);
    expect(through).toHaveLength(1);
    expect(through[0]?.return.shopifyId).toBe(sale.returns[0]?.id);
    expect(sale.returns).toHaveLength(1);
    expect(await returnsOfOrder(noor, sale.id)).toHaveLength(1);
    expect(await noor.db.return.count({ where: { orderId: sale.id } })).toBe(1);
    expect(await requestReturn(noor, wish(sale))).toMatchObject({ requested: false });
  });

  test("what is damaged needs a photo of the shopper's own, and the photo stays with the return", async () => {
    const sale = await order();
    const lines = [
      { id: sale.fulfillments[0]?.lines[0]?.id ?? "", quantity: 1, reason: "damaged-or-defective" },
    ];
    const stranger = await shop.asShopper();
    const theirs = await aPhoto(stranger);
    expect(await requestReturn(noor, wish(sale, { lines }))).toMatchObject({ because: "photo-missing" });
    expect(await requestReturn(noor, wish(sale, { lines, attachments: [theirs] }))).toMatchObject({
      because: "photo-missing",
    });
    const request = await asked(noor, sale, { lines, attachments: [await aPhoto(noor)] });
    expect(request.photos).toMatchObject([{ name: "seam.jpg" }]);
    expect(request.lines[0]?.restock).toBe(false);
  });

  test("after the window nobody asks Shopify", async () => {
    const sale = await order();
    const late = shop.later(noor, addDays(new Date(), 31));
    shop.host.asked.splice(0);
    expect(await requestReturn(late, wish(sale))).toMatchObject({
      requested: false,
      because: "window-closed",
    });
    expect(shop.host.asked.some(({ query }) => query.includes("returnRequest("))).toBe(false);
    expect(sale.returns).toEqual([]);
  });

  test("an order of another shop, or an id of something else, is not found; nobody is asked", async () => {
    const sale = await order();
    const other = await deskFor();
    const stranger = await other.asShopper();
    await expect(requestReturn(stranger, wish(sale))).rejects.toThrow("No such order");
    await expect(requestReturn(stranger, wish(sale, { orderId: sale.lines[0]?.id ?? "" }))).rejects.toThrow(
      "No such order",
    );
    expect(other.host.asked).toEqual([]);
    await other.close();
  });
});

describe("broken worlds", () => {
  test("the answer was lost, the return is there: it is found, not asked for again", async () => {
    const sale = await order();
    shop.store.faults.push({ kind: "drop-after-commit", match: "returnRequest(" });
    expect(await requestReturn(noor, wish(sale))).toMatchObject({ requested: true });
    expect(sale.returns).toHaveLength(1);
  });

  test("the request was lost: the worker asks again, once", async () => {
    const sale = await order();
    shop.store.faults.push({ kind: "drop-before-commit", match: "returnRequest(" });
    const one = wish(sale);
    expect(await requestReturn(noor, one)).toMatchObject({ requested: false, because: "unknown" });
    const row = await shop.desk.db.return.findFirst({ where: { clientId: one.clientId } });
    await resumeRequest(shop.desk, { id: row?.id ?? "" });
    await resumeRequest(shop.desk, { id: row?.id ?? "" });
    expect(sale.returns).toHaveLength(1);
    expect(await requestReturn(noor, one)).toMatchObject({ requested: true });
    expect(await events(row?.id ?? "-")).toEqual(["return.requested"]);
  });

  test("Shopify says no: nothing stays behind, and the photo may be used again", async () => {
    const sale = await order();
    await asked(noor, sale);
    const photo = await aPhoto(noor);
    // Our own look is made to see what was free a moment ago.
    shop.host.between = async (ask, real) => {
      const answer = await real();
      if (typeof answer === "string" || !ask.body.toString("utf8").includes("Returnable(")) return answer;
      const row = { quantity: 2, fulfillmentLineItem: { id: sale.fulfillments[0]?.lines[0]?.id } };
      const nodes = [{ returnableFulfillmentLineItems: { nodes: [row] } }];
      return { ...answer, body: JSON.stringify({ data: { returnableFulfillments: { nodes } } }) };
    };
    const answer = await requestReturn(noor, wish(sale, { attachments: [photo], clientId: randomUUID() }));
    shop.host.between = null;
    expect(answer).toMatchObject({ requested: false, because: "refused" });
    expect(await shop.desk.db.return.count({ where: { orderId: sale.id } })).toBe(1);
    expect(await shop.desk.db.attachment.findFirst({ where: { id: photo } })).toMatchObject({
      returnId: null,
    });
  });

  test("the webhook about our own request comes first: still one row, told once", async () => {
    const sale = await order();
    shop.host.between = async (ask, real) => {
      const answer = await real();
      const theirs = sale.returns[0];
      if (ask.body.toString("utf8").includes("returnRequest(") && theirs) {
        shop.host.between = null;
        await pullReturn(shop.desk, theirs.id);
      }
      return answer;
    };
    const request = await asked(noor, sale);
    expect(await returnsOfOrder(noor, sale.id)).toHaveLength(1);
    expect(await events(request.id)).toEqual(["return.requested"]);
  });
});

import { afterAll, beforeAll, expect, test } from "vitest";

import { after } from "~/kit/days";
import { closeDatabase } from "~/platform/db.server";
import type { Desk } from "~/platform/desk.server";
import { approveHeld, approveSoon, takeBack, UNDO_MS } from "~/returns/board/held.server";
import { decideReturn } from "~/returns/decide.server";
import { findReturn } from "~/returns/returns.server";

import { deskFor, type TestDesk } from "../../support/desk.ts";
import { asked } from "../../support/sent-back.ts";
import { soldAndPulled } from "../../support/sold.ts";

let shop: TestDesk;
let iris: Desk;
beforeAll(async () => {
  shop = await deskFor();
  iris = await shop.asAgent("Iris Lindqvist", "lead");
});
afterAll(async () => {
  await shop.close();
  await closeDatabase();
});

async function request() {
  const sale = await soldAndPulled(iris, shop.store);
  return { sale, id: (await asked(iris, sale)).id as string };
}
const inTime = () => shop.later(shop.desk, after(iris.now, UNDO_MS - 1));
const tooLate = () => shop.later(shop.desk, after(iris.now, UNDO_MS));
const stageOf = async (id: string) => (await findReturn(iris, id)).stage;

test("approved together, they are approved in a moment, in the agent's name, and Shopify hears it then", async () => {
  const [first, second] = [await request(), await request()];
  const { held } = await approveSoon(iris, [first.id, second.id]);
  expect(held.sort()).toEqual([first.id, second.id].sort());
  expect(first.sale.returns[0]?.status).toBe("REQUESTED");
  for (const id of held) await approveHeld(tooLate(), { id });
  expect([first, second].map(({ sale }) => sale.returns[0]?.status)).toEqual(["OPEN", "OPEN"]);
  const rows = await iris.db.auditRow.findMany({ where: { subject: first.id, action: "return.approved" } });
  expect(rows).toMatchObject([{ after: { by: "Iris Lindqvist" } }]);
});

test("taken back in time, nothing happens, whenever the work comes", async () => {
  const { id, sale } = await request();
  await approveSoon(iris, [id]);
  expect(await takeBack(inTime(), [id])).toEqual([id]);
  await approveHeld(tooLate(), { id });
  expect([await stageOf(id), sale.returns[0]?.status]).toEqual(["requested", "REQUESTED"]);
});

test("taken back too late, it hears so", async () => {
  const { id } = await request();
  await approveSoon(iris, [id]);
  expect(await takeBack(tooLate(), [id])).toEqual([]);
  await approveHeld(tooLate(), { id });
  expect(await stageOf(id)).toBe("approved");
});

test("work that comes early waits; a second click, and a return that was decided otherwise, are left out", async () => {
  const [early, declined] = [await request(), await request()];
  await decideReturn(iris, declined.id, { verdict: "decline", reason: "other", note: null });
  expect((await approveSoon(iris, [early.id, declined.id])).held).toEqual([early.id]);
  expect((await approveSoon(iris, [early.id])).held).toEqual([]);
  await approveHeld(inTime(), { id: early.id });
  expect(await stageOf(early.id)).toBe("requested");
  const again = await iris.db.outbox.findMany({
    where: { name: "returns.approveHeld" },
    orderBy: { id: "desc" },
  });
  expect(again.filter(({ data }) => JSON.stringify(data).includes(early.id))).toHaveLength(2);
});

test("declined meanwhile by somebody else, it stays declined", async () => {
  const { id } = await request();
  await approveSoon(iris, [id]);
  await decideReturn(iris, id, { verdict: "decline", reason: "other", note: null });
  await approveHeld(tooLate(), { id });
  expect(await stageOf(id)).toBe("declined");
});

test("another shop's returns are not held", async () => {
  const { id } = await request();
  const other = await deskFor();
  const paolo = await other.asAgent("Paolo Ferri", "lead");
  expect((await approveSoon(paolo, [id])).held).toEqual([]);
  await other.close();
});

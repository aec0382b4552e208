import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import { declineApproval } from "~/ledger/approvals.server";
import { isUntouched, listHistory } from "~/ledger/history.server";
import { cancelOrder } from "~/orders/cancel.server";
import { refundOrder } from "~/orders/refund.server";
import { closeDatabase } from "~/platform/db.server";
import type { Desk } from "~/platform/desk.server";
import { addressOf } from "~/platform/walls.server";
import { settleReturn } from "~/returns/settle.server";
import { decideOn } from "~/wiring/approvals.server";

import { deskFor, type TestDesk } from "../../support/desk.ts";
import { received } from "../../support/sent-back.ts";
import { soldAndPulled } from "../../support/sold.ts";
import { figure } from "../figure.ts";
import { oneShirt, setLimits, wholeOrder } from "./rig/scene.ts";

let shop: TestDesk;
let iris: Desk;
let paolo: Desk;

beforeAll(async () => {
  shop = await deskFor();
  iris = await shop.asAgent("Iris Lindqvist", "owner");
  paolo = await shop.asAgent("Paolo Ferri");
});
afterAll(async () => {
  await shop.close();
  await closeDatabase();
});
beforeEach(() => setLimits(shop, "agent", {}));

/** One of each: paid, refused, changed, lost and found, a return, a cancellation, approved and declined. */
async function someMoney(): Promise<void> {
  const refused = await soldAndPulled(iris, shop.store);
  await refundOrder(paolo, refused.id, oneShirt(refused));
  await refundOrder(paolo, refused.id, oneShirt(refused, { expectedMinor: 1 }));
  const lost = await soldAndPulled(iris, shop.store);
  shop.store.faults.push({ kind: "drop-before-commit", match: "refundCreate" });
  await refundOrder(paolo, lost.id, oneShirt(lost));
  shop.store.refundAnswer = "FAILURE";
  await refundOrder(paolo, lost.id, oneShirt(lost));
  shop.store.refundAnswer = "SUCCESS";
  const open = await received(iris, await soldAndPulled(iris, shop.store));
  const terms = { clientId: randomUUID(), expectedMinor: 9_000, shipping: false, note: null, notify: false };
  await settleReturn(paolo, open.id, terms);
  const unsent = await soldAndPulled(iris, shop.store, { parcel: "none" });
  await cancelOrder(iris, unsent.id, wholeOrder());
  await setLimits(shop, "agent", { action: 1 });
  for (const verdict of ["approve", "decline"] as const) {
    const sale = await soldAndPulled(iris, shop.store);
    const outcome = await refundOrder(paolo, sale.id, oneShirt(sale, { note: "Torn seam" }));
    const id = "approval" in outcome ? outcome.approval.id : "";
    if (verdict === "decline") await declineApproval(iris, id, "No");
    else await decideOn(iris, { verdict, id, expectedMinor: 4_500, word: "Yes" });
  }
}

test("MM-12: every step of every payment says who, what, for which reason, how much, by which key and from what to what", async () => {
  await someMoney();
  const intents = await iris.db.moneyIntent.findMany();
  const rows = await iris.db.auditRow.findMany({ orderBy: { id: "asc" } });
  const money = rows.filter(({ action }) => action.startsWith("money."));
  expect(intents.length).toBeGreaterThanOrEqual(6);
  for (const intent of intents) {
    const steps = money.filter(({ after }) => (after as { intent?: string }).intent === intent.id);
    expect(steps[0]?.action).toBe("money.prepared");
    expect(steps.at(-1)?.action).toBe(`money.${intent.state}`);
    for (const step of steps) {
      expect(step).toMatchObject({
        subject: intent.orderId,
        amountMinor: intent.amountMinor,
        currency: "EUR",
      });
      expect(step.actor).toMatch(/^agent:/);
      expect(step.requestId).toMatch(/^[0-9a-f-]{36}$/);
      expect(step.cause).toMatch(/^(order|return|conversation):/);
      expect(step.after).toMatchObject({ key: intent.key, kind: intent.kind });
      expect(step.before).toHaveProperty("state");
    }
    // Each step begins where the one before it ended.
    const states = steps.map(({ before, after }) => [stateIn(before), stateIn(after)]);
    for (const [index, [from]] of states.entries()) if (index > 0) expect(from).toBe(states[index - 1]?.[1]);
  }
  expect(money.filter(({ action }) => /asked|approved|declined/.test(action)).length).toBe(4);
  figure("MM-12", {
    reached: `${intents.length} of ${intents.length} payments, each step whole`,
    asked: "100 %",
  });
});

const stateIn = (side: unknown) => (side as { state: string | null }).state;

test("MM-12: people's words stay out of it: they may have to be erased one day", async () => {
  const rows = await iris.db.auditRow.findMany({ where: { action: { startsWith: "money." } } });
  const text = JSON.stringify(rows, (_key, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
  expect(text).not.toMatch(/Torn seam|noor@example|Two weeks/);
});

test("MM-12: the app's own role can neither change nor delete nor empty it, nor write its chain", async () => {
  const client = new pg.Client({ connectionString: addressOf("every shop") });
  await client.connect();
  try {
    for (const statement of [
      `UPDATE "audit" SET "action" = 'nothing'`,
      `DELETE FROM "audit"`,
      `TRUNCATE "audit"`,
      `UPDATE "audit_chain" SET "seq" = 1`,
      `DELETE FROM "audit_chain"`,
      `INSERT INTO "audit_chain" SELECT * FROM "audit_chain"`,
    ])
      await expect(client.query(statement)).rejects.toThrow(/permission denied/);
  } finally {
    await client.end();
  }
});

test("MM-12: whoever has more rights than the app is still seen: a row changed, or taken out, breaks the chain", async () => {
  expect(await isUntouched(iris)).toBe(true);
  const admin = new pg.Client({ connectionString: process.env["DATABASE_URL"] });
  await admin.connect();
  try {
    const where = `WHERE "id" = (SELECT "id" FROM "audit" WHERE "shopId" = '${iris.shopId}' ORDER BY "id" LIMIT 1 OFFSET 3)`;
    for (const deed of [
      `UPDATE "audit" SET "actorName" = 'Somebody' ${where}`,
      `DELETE FROM "audit" ${where}`,
    ]) {
      await admin.query(`ALTER TABLE "audit" DISABLE TRIGGER "keep_audit"`);
      await admin.query(`CREATE TABLE "kept" AS SELECT * FROM "audit" ${where}`);
      await admin.query(deed);
      expect(await isUntouched(iris)).toBe(false);
      await admin.query(`ALTER TABLE "audit" DISABLE TRIGGER "chain_audit"`);
      await admin.query(`DELETE FROM "audit" "a" USING "kept" "k" WHERE "a"."id" = "k"."id"`);
      await admin.query(`INSERT INTO "audit" SELECT * FROM "kept"`);
      await admin.query(`ALTER TABLE "audit" ENABLE TRIGGER "chain_audit"`);
      await admin.query(`ALTER TABLE "audit" ENABLE TRIGGER "keep_audit"`);
      await admin.query(`DROP TABLE "kept"`);
      expect(await isUntouched(iris)).toBe(true);
    }
  } finally {
    await admin.end();
  }
});

test("M4: the history shows what happened to one order, newest first, and no other shop's", async () => {
  const sale = await soldAndPulled(iris, shop.store);
  await refundOrder(iris, sale.id, oneShirt(sale));
  const { rows } = await listHistory(iris, { about: sale.name, cursor: null });
  expect(rows.map(({ action }) => action)).toEqual(["money.succeeded", "money.sent", "money.prepared"]);
  const all = await listHistory(iris, { about: "", cursor: null });
  expect(all.rows.length).toBeGreaterThan(rows.length);
  const other = await deskFor();
  expect((await listHistory(other.desk, { about: sale.id, cursor: null })).rows).toEqual([]);
  await other.close();
});

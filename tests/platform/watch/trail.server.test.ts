import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, expect, test } from "vitest";

import { writeAudit } from "~/ledger/audit.server";
import { syncOrderJob } from "~/orders/jobs";
import { enqueue } from "~/platform/jobs.server";
import { openDesk } from "~/platform/desk.server";
import { requestIdFrom, underRequest } from "~/platform/watch/trail.server";

import { seed } from "../../dev-store/seed/seed.ts";
import { deskFor, type TestDesk } from "../../support/desk.ts";
import { running, until, type Running } from "../../support/running.ts";

let shop: TestDesk;
let app: Running;

beforeAll(async () => {
  shop = await deskFor({ seed: seed({ orders: 3 }) });
  app = await running(shop);
});
afterAll(async () => {
  await app.stop();
  await shop.close();
});

const anOrder = () => [...shop.store.orders.keys()][0] ?? "";

test("what somebody asked for on a page is found again in the job, in the call of the Admin API and in the audit", async () => {
  const heard: (string | undefined)[] = [];
  shop.host.between = (ask, real) => {
    heard.push(ask.headers["x-request-id"] as string | undefined);
    return real();
  };
  const id = randomUUID();
  await underRequest(id, async () => {
    const desk = await openDesk({ id: shop.desk.shopId }, { kind: "system" });
    await enqueue(desk, syncOrderJob, { data: { orderId: anOrder() } });
    await writeAudit(desk, { action: "settings.changed", subject: "x" });
  });
  await until(async () => heard.includes(id));
  const row = await shop.desk.db.auditRow.findFirst({ where: { requestId: id } });
  expect(row?.action).toBe("settings.changed");
  shop.host.between = null;
});

test("an id that somebody sends along is taken when it is one, and nothing else is", () => {
  expect(requestIdFrom("abc-DEF_123")).toBe("abc-DEF_123");
  for (const odd of ["short", "a\r\nx-evil: 1", "x".repeat(65), ["abcdefgh"], undefined, '{"a":1}'])
    expect(requestIdFrom(odd)).toMatch(/^[0-9a-f-]{36}$/);
});

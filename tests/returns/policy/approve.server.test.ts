import { afterAll, beforeAll, expect, test } from "vitest";

import { closeDatabase } from "~/platform/db.server";
import type { Desk } from "~/platform/desk.server";
import { deskOf } from "~/platform/desk.server";
import { approveByPolicy } from "~/returns/policy/approve.server";
import { publishPolicy, saveDraft } from "~/returns/policy/policies.server";
import { findReturn } from "~/returns/returns.server";

import { deskFor, type TestDesk } from "../../support/desk.ts";
import { asked } from "../../support/sent-back.ts";
import { soldAndPulled } from "../../support/sold.ts";
import { policyWith, rest } from "./cases";

let shop: TestDesk;
let iris: Desk;
beforeAll(async () => {
  shop = await deskFor();
  iris = await shop.asAgent("Iris Lindqvist", "owner");
});
afterAll(async () => {
  await shop.close();
  await closeDatabase();
});

async function publish(approval: "auto" | "review") {
  await saveDraft(iris, policyWith({ rules: [{ ...rest, then: { ...rest.then, approval } }] }));
  await publishPolicy(iris, { note: "" });
}
async function request() {
  const sale = await soldAndPulled(iris, shop.store);
  const { id } = await asked(await shop.asShopper(), sale);
  return { sale, id };
}
const stageOf = async (id: string) => (await findReturn(iris, id)).stage;

test("E13: what the policy approves by itself is approved at once, in Goodturn's name, and once", async () => {
  await publish("auto");
  const { id, sale } = await request();
  await approveByPolicy(shop.desk, { returnId: id });
  await approveByPolicy(shop.desk, { returnId: id });
  expect([await stageOf(id), sale.returns[0]?.status]).toEqual(["approved", "OPEN"]);
  const rows = await iris.db.auditRow.findMany({ where: { subject: id, action: "return.approved" } });
  expect(rows).toMatchObject([{ after: { by: "Goodturn" } }]);
});

test("E13: what it wants looked at waits, also when the policy has changed since it was asked for", async () => {
  await publish("review");
  const { id } = await request();
  await publish("auto");
  await approveByPolicy(shop.desk, { returnId: id });
  expect(await stageOf(id)).toBe("requested");
});

test("while automations are stopped, everything waits for a person", async () => {
  await publish("auto");
  const { id } = await request();
  const stopped = deskOf({ ...shop.desk.shop, off: ["automations"] }, { kind: "system" }, shop.desk.now);
  await approveByPolicy(stopped, { returnId: id });
  expect(await stageOf(id)).toBe("requested");
});

test("an approval whose answer was lost is tried again until it is known", async () => {
  await publish("auto");
  const { id } = await request();
  shop.store.faults.push({ kind: "drop-before-commit", match: "returnApproveRequest(", times: 1 });
  await expect(approveByPolicy(shop.desk, { returnId: id })).rejects.toThrow("not known yet");
  await approveByPolicy(shop.desk, { returnId: id });
  expect(await stageOf(id)).toBe("approved");
});

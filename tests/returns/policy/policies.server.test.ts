import { afterAll, beforeAll, expect, test } from "vitest";

import { closeDatabase } from "~/platform/db.server";
import type { Desk } from "~/platform/desk.server";
import {
  findDraft,
  findPolicy,
  listVersions,
  publishPolicy,
  saveDraft,
} from "~/returns/policy/policies.server";

import { deskFor, type TestDesk } from "../../support/desk.ts";
import { policyWith, rest, shoes } from "./cases";

let shop: TestDesk;
let iris: Desk;

beforeAll(async () => {
  shop = await deskFor({ shop: { settings: { returnWindowDays: 14 } } });
  iris = await shop.asAgent("Iris Lindqvist", "lead");
});
afterAll(async () => {
  await shop.close();
  await closeDatabase();
});

test("a shop that has published nothing goes on by its settings, and its first draft begins there", async () => {
  const { version, policy } = await findPolicy(iris);
  expect(version).toBe(0);
  expect(policy.rules.at(-1)?.then).toMatchObject({ windowDays: 14 });
  expect(await findDraft(iris)).toEqual(policy);
  expect(await publishPolicy(iris, { note: "" })).toEqual({ published: false, because: "no-draft" });
});

test("a draft with problems is kept, and not published", async () => {
  await saveDraft(iris, policyWith({ rules: [shoes] }));
  expect(await findDraft(iris)).toMatchObject({ rules: [{ id: "shoes" }] });
  expect(await publishPolicy(iris, { note: "" })).toMatchObject({ problems: [{ problem: "gap" }] });
  expect(await findPolicy(iris)).toMatchObject({ version: 0 });
});

test("a published draft is in force at once, for every seat, with who published it and an audit row", async () => {
  const noor = await shop.asShopper();
  await saveDraft(iris, policyWith());
  expect(await publishPolicy(iris, { note: "Shoes in Canada" })).toEqual({ published: true, version: 1 });
  expect(await findPolicy(noor)).toEqual({ version: 1, policy: policyWith() });
  expect(await listVersions(iris)).toMatchObject([
    { version: 1, note: "Shoes in Canada", publishedByName: "Iris Lindqvist" },
  ]);
  const [row] = await iris.db.auditRow.findMany({ where: { action: "policy.published" } });
  expect(row).toMatchObject({ subject: "policy:1", actorName: "Iris Lindqvist" });
});

test("two who publish the same draft at once make one version", async () => {
  await saveDraft(iris, policyWith({ rules: [rest] }));
  const answers = await Promise.all([1, 2, 3].map(() => publishPolicy(iris, { note: "" })));
  expect(answers.filter(({ published }) => published)).toEqual([{ published: true, version: 2 }]);
  expect((await listVersions(iris)).map(({ version }) => version)).toEqual([2, 1]);
});

test("the policy of one shop is nothing to another", async () => {
  const other = await deskFor();
  expect(await findPolicy(other.desk)).toMatchObject({ version: 0 });
  expect(await listVersions(other.desk)).toEqual([]);
  await other.close();
});

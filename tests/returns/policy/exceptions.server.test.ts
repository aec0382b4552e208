import { afterAll, beforeAll, expect, test } from "vitest";

import { closeDatabase } from "~/platform/db.server";
import type { Desk } from "~/platform/desk.server";
import {
  addException,
  approveException,
  exceptionsFor,
  giveExceptionsBack,
  useExceptions,
} from "~/returns/policy/exceptions.server";

import { deskFor, type TestDesk } from "../../support/desk.ts";

let shop: TestDesk;
let iris: Desk;
let paolo: Desk;

beforeAll(async () => {
  shop = await deskFor();
  iris = await shop.asAgent("Iris Lindqvist", "lead");
  paolo = await shop.asAgent("Paolo Ferri", "lead");
});
afterAll(async () => {
  await shop.close();
  await closeDatabase();
});

const subject = "gid://shopify/Customer/77";
const wish = { kind: "once", subject, reason: "In hospital", expiresAt: null } as const;

test("it names who decided and why, for its subject alone", async () => {
  const id = await addException(iris, { ...wish, kind: "block", subject: "gid://shopify/Order/5" });
  expect(await exceptionsFor(iris, ["gid://shopify/Order/5"])).toMatchObject([
    { id, kind: "block", author: "Iris Lindqvist", reason: "In hospital", approver: null },
  ]);
  expect(await exceptionsFor(iris, ["gid://shopify/Order/6"])).toEqual([]);
});

test("nobody approves their own; somebody else does, and it stands in the audit", async () => {
  const id = await addException(iris, wish);
  await expect(approveException(iris, id)).rejects.toThrow("Somebody else");
  await approveException(paolo, id);
  const found = await exceptionsFor(iris, [subject]);
  expect(found.find((one) => one.id === id)?.approver).toMatch(/^agent:/);
  expect(await iris.db.auditRow.count({ where: { action: "exception.approved", subject: id } })).toBe(1);
  await expect(approveException(paolo, "no-such")).rejects.toThrow("No such exception");
});

test("it is used up once, and given back when nothing came of it", async () => {
  const id = await addException(iris, wish);
  expect(await useExceptions(iris, [id])).toBe(true);
  expect(await useExceptions(iris, [id])).toBe(false);
  await giveExceptionsBack(iris, [id]);
  expect(await useExceptions(iris, [id])).toBe(true);
  expect(await useExceptions(iris, [])).toBe(true);
});

test("another shop's exception can neither be seen nor approved", async () => {
  const id = await addException(iris, wish);
  const other = await deskFor();
  const stranger = await other.asAgent("Mallory", "lead");
  expect(await exceptionsFor(stranger, [subject])).toEqual([]);
  await expect(approveException(stranger, id)).rejects.toThrow("No such exception");
  await other.close();
});

import { afterEach, beforeEach, expect, test } from "vitest";

import { NotFound } from "~/kit/failures";
import type { Desk } from "~/platform/desk.server";
import { changeRole } from "~/team/role.server";

import { deskFor, type TestDesk } from "../support/desk.ts";

let shop: TestDesk;
let iris: Desk;
let paolo: Desk;
beforeEach(async () => {
  shop = await deskFor();
  iris = await shop.asAgent("Iris Lindqvist", "owner");
  paolo = await shop.asAgent("Paolo Ferri", "agent");
});
afterEach(() => shop.close());

const idOf = ({ actor }: Desk) => (actor.kind === "agent" ? actor.id : "");
const roleOf = async (desk: Desk) =>
  (await shop.desk.db.agent.findFirstOrThrow({ where: { id: idOf(desk) } })).role;

test("the owner gives a role, and it is kept", async () => {
  const done = await changeRole(iris, idOf(paolo), "lead");
  expect(done).toEqual({ changed: true, before: "agent", name: "Paolo Ferri" });
  expect(await roleOf(paolo)).toBe("lead");
});

test("a refusal changes nothing and says why", async () => {
  const mona = await shop.asAgent("Mona Okafor", "owner");
  expect(await changeRole(paolo, idOf(iris), "viewer")).toEqual({ changed: false, because: "only-owners" });
  expect(await roleOf(iris)).toBe("owner");
  expect(await changeRole(mona, idOf(iris), "agent")).toMatchObject({ changed: true });
  expect(await changeRole(mona, idOf(mona), "agent")).toEqual({ changed: false, because: "last-owner" });
});

test("two owners who unmake each other at the same moment leave one", async () => {
  const mona = await shop.asAgent("Mona Okafor", "owner");
  await Promise.all([changeRole(iris, idOf(mona), "agent"), changeRole(mona, idOf(iris), "agent")]);
  expect(await shop.desk.db.agent.count({ where: { role: "owner" } })).toBe(1);
});

test("nobody of another shop's team is there", async () => {
  const other = await deskFor();
  const bea = await other.asAgent("Bea", "agent");
  await expect(changeRole(iris, idOf(bea), "none")).rejects.toThrow(NotFound);
  await expect(changeRole(iris, "no-id", "none")).rejects.toThrow(NotFound);
  expect((await other.desk.db.agent.findFirstOrThrow()).role).toBe("agent");
  await other.close();
});

import { expect, test } from "vitest";

import { isRole, mayDo, permissions, roleRefusal, roles } from "~/team/permission";

test("owner and manager may do everything, a lead everything but give roles", () => {
  for (const permission of permissions) {
    expect(mayDo("owner", permission)).toBe(true);
    expect(mayDo("manager", permission)).toBe(true);
    expect(mayDo("lead", permission)).toBe(permission !== "team:change");
  }
});

test("a trainee and a quality reviewer read and write notes, and answer no shopper", () => {
  for (const role of ["trainee", "qa-reviewer"]) {
    expect(mayDo(role, "conversations:note")).toBe(true);
    const acts = permissions.filter((permission) => mayDo(role, permission) && !permission.endsWith(":see"));
    expect(acts).toEqual(["conversations:note"]);
  }
});

test("a returns specialist decides and settles returns, and cancels no order", () => {
  expect(mayDo("returns-specialist", "returns:settle")).toBe(true);
  expect(mayDo("returns-specialist", "orders:cancel")).toBe(false);
});

test("whoever has lost access may do nothing at all", () => {
  expect(permissions.filter((permission) => mayDo("none", permission))).toEqual([]);
});

const owner = { id: "1", role: "owner" };
const manager = { id: "2", role: "manager" };
const agent = { id: "3", role: "agent" };

test.each([
  ["an owner makes an agent a manager", { by: owner, of: agent, to: "manager", owners: 1 }, null],
  ["an owner makes another owner", { by: owner, of: agent, to: "owner", owners: 1 }, null],
  ["a manager takes away an agent's access", { by: manager, of: agent, to: "none", owners: 1 }, null],
  ["a manager makes no owners", { by: manager, of: agent, to: "owner", owners: 1 }, "only-owners"],
  ["a manager unmakes no owner", { by: manager, of: owner, to: "agent", owners: 2 }, "only-owners"],
  ["the last owner stays", { by: owner, of: owner, to: "agent", owners: 1 }, "last-owner"],
  ["nobody changes their own role", { by: manager, of: manager, to: "lead", owners: 1 }, "own-role"],
  ["one of two owners does not step down alone", { by: owner, of: owner, to: "lead", owners: 2 }, "own-role"],
] as const)("%s", (_what, change, answer) => {
  expect(roleRefusal(change)).toBe(answer);
});

test("an agent works and does not change settings", () => {
  expect(mayDo("agent", "conversations:reply")).toBe(true);
  expect(mayDo("agent", "orders:refund")).toBe(true);
  expect(mayDo("agent", "settings:change")).toBe(false);
});

test("a viewer sees and touches nothing", () => {
  const allowed = permissions.filter((permission) => mayDo("viewer", permission));
  expect(allowed.every((permission) => permission.endsWith(":see"))).toBe(true);
});

test("a role that nobody knows may do nothing", () => {
  expect(permissions.some((permission) => mayDo("toString", permission) || mayDo("", permission))).toBe(
    false,
  );
});

test("only what stands in the list is a role", () => {
  expect(roles.every(isRole)).toBe(true);
  expect(["", "Owner", "__proto__", "toString"].some(isRole)).toBe(false);
});

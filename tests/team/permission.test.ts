import { expect, test } from "vitest";

import { mayDo, permissions } from "~/team/permission";

test("owner and lead may do everything", () => {
  for (const permission of permissions) {
    expect(mayDo("owner", permission)).toBe(true);
    expect(mayDo("lead", permission)).toBe(true);
  }
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

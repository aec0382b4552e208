import { expect, test } from "vitest";

import { routePattern } from "~/http/watch/pattern";

test("an address in a log line names neither conversation nor token", () => {
  expect(routePattern("/app/inbox/0192f3a1-77aa-7cc1-8d10-5a1f5ab0c2de/send.data")).toBe(
    "/app/inbox/:id/send",
  );
  expect(routePattern("/files/eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.abc")).toBe("/files/:id");
  expect(routePattern("/assets/root-Ab12.js")).toBe("/assets");
  expect(routePattern("/")).toBe("/");
});

test("however long an address is, its pattern stays short", () => {
  expect(routePattern(`/${"a/".repeat(500)}`)).toBe("/a/a/a/a/a");
  expect(routePattern(`/${"a".repeat(500)}`)).toBe("/:id");
});

import { expect, test } from "vitest";

import { isUnfinished, progressOf, type BackfillRow } from "~/orders/backfill/progress";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 10, minute));
const row = (own: Partial<BackfillRow>): BackfillRow => ({
  kind: "orders",
  status: "running",
  taken: 0,
  found: 0,
  total: null,
  startedAt: at(0),
  ...own,
});

test("one bar shows orders and customers together", () => {
  const rows = [
    row({ kind: "customers", status: "done", taken: 40, found: 40, total: 40, startedAt: at(1) }),
    row({ taken: 100, found: 300, total: 300 }),
  ];
  expect(progressOf(rows)).toEqual({
    status: "running",
    taken: 140,
    found: 340,
    total: 340,
    startedAt: at(0),
  });
});

test("as long as Shopify still counts, nobody says how many there are", () => {
  expect(
    progressOf([row({ status: "done", taken: 40, found: 40, total: 40 }), row({ found: 7 })])?.total,
  ).toBeNull();
});

test("one that failed is said once the other is through", () => {
  expect(progressOf([row({ status: "failed" }), row({})])?.status).toBe("running");
  expect(progressOf([row({ status: "failed" }), row({ status: "done" })])?.status).toBe("failed");
});

test("before anything was asked for there is no bar", () => {
  expect(progressOf([])).toBeNull();
  expect(["asked", "running", "done", "failed"].map(isUnfinished)).toEqual([true, true, false, false]);
});

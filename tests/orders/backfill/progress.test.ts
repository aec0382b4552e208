import { expect, test } from "vitest";

import { isUnfinished, progressOf, type BackfillRow } from "~/orders/backfill/progress";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 10, minute));
const row = (own: Partial<BackfillRow>): BackfillRow => ({
  kind: "orders",
  status: "running",
  taken: 0,
  found: 0,
  total: null,
  reach: "all",
  startedAt: at(0),
  takingFrom: null,
  updatedAt: at(0),
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
    reach: "all",
    startedAt: at(0),
    pace: null,
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

test("the pace is that of what comes in now, and counts from the first rows, not from the asking", () => {
  const customers = row({
    kind: "customers",
    status: "done",
    taken: 9_000,
    takingFrom: at(1),
    updatedAt: at(2),
  });
  const orders = row({ taken: 600, takingFrom: at(10), updatedAt: at(11) });
  expect(progressOf([customers, orders])?.pace).toBe(10);
  expect(progressOf([customers, row({ taken: 0, takingFrom: null })])?.pace).toBeNull();
  expect(progressOf([row({ taken: 5, takingFrom: at(1), updatedAt: at(1) })])?.pace).toBeNull();
});

test("what was stopped is neither done nor failed, and whoever sees only 60 days is told", () => {
  const stopped = row({ status: "cancelled", reach: "recent" });
  expect(progressOf([row({ status: "done" }), stopped])).toMatchObject({
    status: "cancelled",
    reach: "recent",
  });
  expect(progressOf([row({ status: "failed" }), stopped])?.status).toBe("failed");
});

test("before anything was asked for there is no bar", () => {
  expect(progressOf([])).toBeNull();
  expect(["asked", "running", "done", "failed"].map(isUnfinished)).toEqual([true, true, false, false]);
});

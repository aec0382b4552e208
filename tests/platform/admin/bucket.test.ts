import { expect, test } from "vitest";

import { availableAt, bucketFrom, delayFor, type Bucket } from "~/platform/admin/bucket";

const full: Bucket = { available: 2_000, maximum: 2_000, restoreRate: 100, at: 0 };

test("the bucket fills by the second, and never over its brim", () => {
  const empty = { ...full, available: 0 };
  expect(availableAt(empty, 1_500)).toBe(150);
  expect(availableAt(empty, 60_000)).toBe(2_000);
});

test("background work leaves half of it; somebody who waits may have it all", () => {
  const half = { ...full, available: 1_020 };
  expect(delayFor(half, { cost: 50, pace: "background", now: 0 })).toBe(300);
  expect(delayFor(half, { cost: 50, pace: "waiting", now: 0 })).toBe(0);
  expect(delayFor({ ...full, available: 10 }, { cost: 50, pace: "waiting", now: 0 })).toBe(400);
});

test("a call dearer than the free half goes when the bucket is full, not never", () => {
  expect(delayFor(full, { cost: 1_900, pace: "background", now: 0 })).toBe(0);
});

test("what Shopify says of it is taken as it is", () => {
  const throttleStatus = { maximumAvailable: 400, currentlyAvailable: 7, restoreRate: 20 };
  const told = { requestedQueryCost: 3, throttleStatus };
  expect(bucketFrom(told, 5)).toEqual({ available: 7, maximum: 400, restoreRate: 20, at: 5 });
});

import { expect, test } from "vitest";

import { timeText, verdicts, type Health } from "~/reports/health";

const now = new Date("2026-11-22T12:00:00Z");
const compared = {
  at: new Date("2026-11-22T11:30:00Z"),
  isRunning: false,
  looked: 40,
  missedInADay: 0,
  repairedInADay: 0,
  worstLagMs: 0,
};
const fine: Health = {
  lastWebhookAt: now,
  lag: { p50: 200, p95: 900, count: 80 },
  backlog: 3,
  dead: 0,
  compared,
  mail: { waiting: 1, failed: 0, sent: 12 },
  api: { available: 1_900, maximum: 2_000, restoreRate: 100, pausedMs: 0, answers: true },
};
const said = (own: Partial<Health>) => verdicts({ ...fine, ...own }, now);

test("a day on which all goes well says so everywhere", () => {
  expect(new Set(Object.values(said({})))).toEqual(new Set(["well"]));
});

test("late webhooks are watched, very late ones are ill; none at all is no illness", () => {
  expect(said({ lag: { p50: 1, p95: 60_000, count: 9 } }).webhooks).toBe("watch");
  expect(said({ lag: { p50: 1, p95: 600_000, count: 9 } }).webhooks).toBe("ill");
  expect(said({ lag: null, lastWebhookAt: null }).webhooks).toBe("well");
});

test("a comparison that never was is watched, one of yesterday is ill, and so is what is not mended yet", () => {
  expect(said({ compared: null }).compared).toBe("watch");
  expect(said({ compared: { ...compared, at: new Date("2026-11-21T11:30:00Z") } }).compared).toBe("ill");
  expect(said({ compared: { ...compared, missedInADay: 4, repairedInADay: 3 } }).compared).toBe("watch");
  expect(said({ compared: { ...compared, missedInADay: 4, repairedInADay: 4 } }).compared).toBe("well");
});

test("work that was given up, mail that failed and an API that is silent are ill", () => {
  expect(said({ dead: 1 }).backlog).toBe("ill");
  expect(said({ backlog: 5_000 }).backlog).toBe("watch");
  expect(said({ mail: { waiting: 0, failed: 1, sent: 0 } }).mail).toBe("ill");
  expect(said({ mail: { waiting: 50, failed: 0, sent: 0 } }).mail).toBe("watch");
  expect(said({ api: { ...fine.api, answers: false } }).api).toBe("ill");
  expect(said({ api: { ...fine.api, available: 100 } }).api).toBe("watch");
});

test("times are said in the unit that fits", () => {
  expect(timeText(1_420, "en")).toBe("1.4 sec");
  expect(timeText(90_000, "en")).toBe("2 min");
  expect(timeText(3 * 3_600_000, "en")).toBe("3 hr");
});

test("what takes less than a second is not said to take none", () => {
  expect([0, 0.4, 42, 999].map((ms) => timeText(ms, "en"))).toEqual(["1 ms", "1 ms", "42 ms", "999 ms"]);
  expect(timeText(42, "zh-CN")).toBe("42毫秒");
});

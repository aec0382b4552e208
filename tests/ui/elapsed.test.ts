import { describe, expect, test } from "vitest";

import { after, DAY, HOUR, MINUTE } from "~/kit/days";
import { agoText, patience, spanText } from "~/ui/elapsed";

const now = new Date("2026-11-22T12:00:00Z");
const ago = (milliseconds: number) => agoText(after(now, -milliseconds), now, "en");

describe("a moment", () => {
  test("is said as people say it", () => {
    expect([ago(5_000), ago(4 * MINUTE), ago(3 * HOUR), ago(DAY)]).toEqual([
      "now",
      "4 min. ago",
      "3 hr. ago",
      "yesterday",
    ]);
  });

  test("older than a week is its day, with the year once that differs", () => {
    expect(ago(10 * DAY)).toBe("Nov 12");
    expect(ago(400 * DAY)).toBe("Oct 18, 2025");
  });
});

describe("a wait", () => {
  test("is said in its largest unit, never rounded up", () => {
    expect([59_000, 35 * MINUTE, 4 * HOUR - 1, 50 * HOUR].map((span) => spanText(span, "en"))).toEqual([
      "now",
      "35 min",
      "3 hr",
      "2 days",
    ]);
  });

  test("is long after half an hour and too long after four", () => {
    expect([0, 30 * MINUTE, 4 * HOUR].map(patience)).toEqual(["fresh", "long", "too-long"]);
  });

  test("from a clock that runs ahead is no wait", () => {
    expect(spanText(-5 * MINUTE, "en", "long")).toBe("0 minutes");
  });
});

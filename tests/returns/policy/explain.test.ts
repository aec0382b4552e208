import fc from "fast-check";
import { expect, test } from "vitest";

import { addDays } from "~/kit/days";
import { money } from "~/kit/money";
import { estimates } from "~/returns/policy/estimate";
import { explain } from "~/returns/policy/explain";
import { judge } from "~/returns/policy/judge";

import { anyDraft, anyFacts, anyNow, asking, came, exceptionOf, factsOf, orderOf, published } from "./cases";

const shopper = { locale: "en", timezone: "Europe/Berlin", to: "shopper" } as const;
const agent = { ...shopper, to: "agent" } as const;
const chinese = { ...shopper, locale: "zh-CN" } as const;
const boots = factsOf({ tags: ["shoes"] }, { country: "CA" });

test("one sentence names the rule, the days and what it costs", () => {
  const judgement = judge(published(), boots, came);
  const costs = estimates([{ judgement, paid: money(5_000, "EUR") }], { total: orderOf().total, label: 0 });
  expect(explain(judgement, shopper, costs)).toBe(
    "Shoes, Canada: 45 days from delivery, until December 3, 2026; a refund costs €5.00; store credit brings €5.00 more",
  );
  expect(explain(judgement, chinese, costs)).toBe(
    "Shoes, Canada：收货后 45 天内，截至 2026年12月3日；退款需扣除 €5.00；换取店铺余额另加 €5.00",
  );
});

test("an agent hears the version, and that somebody looks at it first", () => {
  expect(explain(judge(published(), factsOf(), came), agent)).toBe(
    "Everything else (version 3): 30 days from delivery, until November 18, 2026; somebody looks at it first",
  );
});

test("the settings' own rule is named to nobody", () => {
  const judgement = judge({ ...published(), version: 0 }, boots, addDays(came, 60));
  expect(explain(judgement, agent)).toBe("The return window closed on December 3, 2026.");
});

test("our fault costs nothing, and says so", () => {
  const judgement = judge(published(), { ...boots, asked: asking("damaged-or-defective") }, came);
  expect(explain(judgement, shopper)).toContain("nothing is taken off, it is our fault");
});

test("a shopper never hears who blocked them and why; an agent does", () => {
  const blocked = factsOf({}, { exceptions: [exceptionOf({ kind: "block", reason: "Sends back bricks" })] });
  const judgement = judge(published(), blocked, came);
  expect(explain(judgement, shopper)).toBe(
    "This cannot be returned here. Write to us and we look at it together.",
  );
  expect(explain(judgement, agent)).toBe("Blocked by Iris (Sends back bricks): nothing comes back");
});

test("whatever was decided can be said, to both and in both languages", () => {
  fc.assert(
    fc.property(anyDraft, anyFacts, anyNow, (policy, facts, now) => {
      const judgement = judge({ version: 1, policy }, facts, now);
      const costs = estimates([{ judgement, paid: money(900, facts.order.total.customer.currency) }], {
        total: facts.order.total,
        label: 400,
      });
      for (const locale of ["en", "zh-CN"] as const)
        for (const to of ["shopper", "agent"] as const)
          expect(explain(judgement, { locale, timezone: facts.order.timezone, to }, costs)).toMatch(
            /^[^{}]+$/,
          );
    }),
  );
});

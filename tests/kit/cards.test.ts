import fc from "fast-check";
import { expect, test } from "vitest";

import { withoutCards } from "~/kit/cards";

import { figure } from "../trust/figure.ts";

/** Beginning and length of each scheme. */
const schemes = [
  ["4", 16],
  ["51", 16],
  ["55", 16],
  ["2221", 16],
  ["2720", 16],
  ["34", 15],
  ["37", 15],
  ["36", 14],
  ["3528", 16],
  ["6011", 16],
  ["65", 16],
  ["62", 16],
  ["62", 19],
] as const;

/** The digit that makes a number pass; reckoned the other way round, by trying all ten. */
function completed(body: string): string {
  const passes = (number: string) =>
    [...number].reverse().reduce((sum, digit, place) => {
      const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
      return sum + Math.floor(value / 10) + (value % 10);
    }, 0) %
      10 ===
    0;
  return [..."0123456789"].map((digit) => body + digit).find(passes) ?? body;
}

const card = fc
  .tuple(
    fc.constantFrom(...schemes),
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 20, maxLength: 20 }),
  )
  .map(([[begin, length], digits]) => completed((begin + digits.join("")).slice(0, length - 1)));
const spelled = fc.tuple(card, fc.constantFrom("", " ", "-")).map(([number, gap]) => ({
  number,
  text: number.match(/.{1,4}/g)?.join(gap) ?? number,
}));

test("SL-6: a card number that somebody writes to us is hidden but for its last four digits", () => {
  const runs = 1_000;
  fc.assert(
    fc.property(spelled, ({ number, text }) => {
      expect(withoutCards(`My card is ${text}, thanks`)).toBe(`My card is •••• ${number.slice(-4)}, thanks`);
    }),
    { numRuns: runs },
  );
  let hits = 0;
  const orders = 5_000;
  const numbers = fc.sample(
    fc.oneof(
      fc.integer({ min: 1_000, max: 9_999_999 }).map((number) => `#${number}`),
      fc.integer({ min: 4_000_000_000_000, max: 7_000_000_000_000 }).map((id) => `gid://shopify/Order/${id}`),
      fc.integer({ min: 4_000_000_000_000, max: 7_000_000_000_000 }).map(String),
      fc.integer({ min: 0, max: 999_999_999_999 }).map((number) => `1Z${number}`),
    ),
    orders,
  );
  for (const number of numbers) if (withoutCards(`Where is ${number}?`) !== `Where is ${number}?`) hits += 1;
  expect(hits / orders).toBeLessThan(0.001);
  figure("SL-6", {
    reached: `${runs} of ${runs} card numbers hidden; ${hits} of ${orders} order and parcel numbers`,
    asked: "100 % of 1,000; < 0.1 % false hits",
  });
});

test("what fails the check, or stands inside a longer word, is left as it was written", () => {
  for (const text of [
    "4111 1111 1111 1112",
    "order-4111111111111111",
    "4111111111111111x",
    "+49 30 901820",
    "",
  ])
    expect(withoutCards(text)).toBe(text);
});

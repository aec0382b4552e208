import { expect, test } from "vitest";

import { faded, heard, nobody, others } from "~/ui/live/presence";

const typing = (id: string, who: string, is = true) => ({
  type: "typing",
  id,
  who,
  name: "Noor",
  typing: is,
});

test("who types is known until they stop", () => {
  const begun = heard(nobody, typing("c1", "shopper"), 0);
  expect(others(begun.typing, "c1", "me")).toEqual([{ who: "shopper", name: "Noor" }]);
  expect(others(heard(begun, typing("c1", "shopper", false), 1).typing, "c1", "me")).toEqual([]);
});

test("a sign that nobody renews fades after six seconds", () => {
  const begun = heard(nobody, typing("c1", "shopper"), 0);
  expect(faded(begun, 5_999)).toBe(begun);
  expect(faded(begun, 6_000).typing).toEqual([]);
});

test("my own signs and other conversations' are not shown to me", () => {
  const known = heard(heard(nobody, typing("c1", "me"), 0), typing("c2", "shopper"), 0);
  expect(others(known.typing, "c1", "me")).toEqual([]);
});

test("looking twice is one look", () => {
  const look = { type: "viewing", id: "c1", agentId: "a2", name: "Paolo Ferri", viewing: true };
  expect(heard(heard(nobody, look, 0), look, 10).viewing).toHaveLength(1);
});

test("anything else leaves presence as it was", () => {
  expect(heard(nobody, { type: "conversation", id: "c1" }, 0)).toBe(nobody);
});

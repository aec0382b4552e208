import { expect, test } from "vitest";

import { consequence, questionsFor } from "~/returns/policy/answers";

import { asking, lineOf, policyWith, reason } from "./cases";

const label = { en: "x", "zh-CN": "x" };
const ask = (id: string, then: string, tags: string[] = []) => ({
  id,
  text: label,
  tags,
  answers: [{ id: "yes", label, then }],
});
const [tooSmall] = policyWith({
  reasons: [
    reason("too-small", {
      questions: [ask("a", "accept"), ask("b", "reject", ["shoes"]), ask("c", "review")],
    }),
  ],
}).reasons;

test("a question for certain products is asked of those alone", () => {
  if (!tooSmall) throw new Error("No reason");
  expect(questionsFor(tooSmall, lineOf()).map(({ id }) => id)).toEqual(["a", "c"]);
  expect(questionsFor(tooSmall, lineOf({ tags: ["Shoes"] })).map(({ id }) => id)).toEqual(["a", "b", "c"]);
});

test("the gravest answer counts, and an answer nobody knows is looked at", () => {
  const after = (answers: Record<string, string>, tags: string[] = []) =>
    consequence(tooSmall ?? null, lineOf({ tags }), asking("too-small", answers));
  const all = { a: "yes", b: "yes", c: "yes" };
  expect(after(all)).toBe("review");
  expect(after(all, ["shoes"])).toBe("reject");
  expect(after({ a: "maybe" })).toBe("review");
  expect(consequence(null, lineOf(), null)).toBe("accept");
});

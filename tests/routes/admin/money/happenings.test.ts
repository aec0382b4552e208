import fs from "node:fs";
import { expect, test } from "vitest";

import { wordOf } from "~/routes/admin/money.history/happenings";

/** What the app writes into the audit as a literal: `action: "return.asked"`. */
function written(): string[] {
  const files = fs.globSync("app/{ledger,returns,privacy,wiring,routes}/**/*.server.ts");
  const acts = files.flatMap((file) => [
    ...fs.readFileSync(file, "utf8").matchAll(/"((?:money|return|privacy|team|switch)\.[a-z-]+)"/g),
  ]);
  return [...new Set(acts.map(([, act = ""]) => act))];
}

test("everything that is written into the history is said in words, never in our own names for it", () => {
  const unsaid = written().filter((act) => wordOf(act) === null);
  expect(written().length).toBeGreaterThan(8);
  expect(unsaid).toEqual([]);
});

test("what nobody has named is left as it was written", () => {
  expect(wordOf("toString")).toBeNull();
});

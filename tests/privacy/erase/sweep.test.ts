import { expect, test } from "vitest";

import { pattern, sweepOf } from "~/privacy/erase/sweep";

test("what has a meaning in patterns is meant literally", () => {
  const found = new RegExp(pattern(["a.b+c@example.com", "+49 (151)"]), "i");
  expect(found.test("write to A.B+C@example.com")).toBe(true);
  expect(found.test("write to axbbc@example.com")).toBe(false);
  expect(found.test("ring +49 (151) 1")).toBe(true);
});

test("every text column of a table is swept in its own way, within one shop and one stretch of the table", () => {
  const sweep = sweepOf({
    table: "returns",
    names: ["note", "policy", 'odd"name'],
    types: ["text", "jsonb", "text[]"],
  });
  expect(sweep).toContain(`"note" = regexp_replace("note", $2, '[erased]', 'gi')`);
  expect(sweep).toContain(`"policy" = regexp_replace("policy"::text, $2, '[erased]', 'gi')::jsonb`);
  expect(sweep).toContain(`"odd""name" = CASE WHEN "odd""name" IS NULL`);
  expect(sweep).toContain(`WHERE "shopId" = $1::uuid AND ctid >= $3::tid AND ctid < $4::tid AND (`);
});

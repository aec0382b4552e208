import fs from "node:fs";
import { expect, test } from "vitest";

import { schemaFile } from "../schema.mjs";
import { adminSchema, faultsIn } from "./rules.ts";

const schema = adminSchema(fs.readFileSync(schemaFile, "utf8"));
const scopes = ["write_orders", "read_returns", "read_customers"];
const faults = (document: string) => faultsIn(document, schema, scopes).faults;

test("a document that Shopify would take has no fault", () => {
  expect(faults("query { order(id: 1) { id name } }")).toEqual([]);
});

test.each([
  ["a field that is not there", "query { order(id: 1) { colour } }", /Cannot query field "colour"/],
  ["a field on its way out", "query { order(id: 1) { totalPrice } }", /deprecated/],
  [
    "a scope nobody asked for",
    "query { products(first: 1) { nodes { id } } }",
    /needs the scope .*read_products/,
  ],
  [
    "a refund that could be paid twice",
    "mutation ($input: RefundInput!) { refundCreate(input: $input) { userErrors { message } } }",
    /refundCreate needs @idempotent/,
  ],
  ["what is no GraphQL", "query {", /Syntax Error/],
])("%s is found", (_what, document, fault) => {
  expect(faults(document)).toContainEqual(expect.stringMatching(fault));
});

test("a refund with its key may pass", () => {
  const refund = "refundCreate(input: $input) @idempotent(key: $key) { userErrors { message } }";
  expect(faults(`mutation ($input: RefundInput!, $key: String!) { ${refund} }`)).toEqual([]);
});

test("what tells of a person is named, because it has to be declared to Shopify", () => {
  const { personal } = faultsIn("query { order(id: 1) { email } }", schema, scopes);
  expect(personal).toEqual(["Order.email (email)"]);
});

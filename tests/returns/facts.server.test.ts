import { afterAll, beforeAll, expect, test } from "vitest";

import { addDays } from "~/kit/days";
import { closeDatabase } from "~/platform/db.server";
import type { Desk } from "~/platform/desk.server";
import { caseOf } from "~/returns/facts.server";
import { addException, approveException, exceptionsFor } from "~/returns/policy/exceptions.server";
import { publishPolicy, saveDraft } from "~/returns/policy/policies.server";
import { requestReturn } from "~/returns/request.server";
import { listReturnable } from "~/returns/returnable.server";

import { fillShelf, productNamed } from "../dev-store/seed/shelf.ts";
import { bag } from "../dev-store/state/money.ts";
import { deskFor, type TestDesk } from "../support/desk.ts";
import { asked, wish } from "../support/sent-back.ts";
import { soldAndPulled } from "../support/sold.ts";
import { policyWith, rest, sale } from "./policy/cases";

let shop: TestDesk;
let iris: Desk;
let noor: Desk;

beforeAll(async () => {
  shop = await deskFor({ seed: fillShelf });
  iris = await shop.asAgent("Iris Lindqvist", "lead");
  noor = await shop.asShopper();
});
afterAll(async () => {
  await shop.close();
  await closeDatabase();
});

const order = () => soldAndPulled(shop.desk, shop.store);

/** Two linen aprons from the shelf: a product with a type and a collection. */
function apron() {
  const product = productNamed(shop.store, "linen-apron");
  const unitPrice = bag({ shop: "EUR", presentment: "EUR", rate: 1 }, 4_500, 4_500);
  const line = { title: product.title, quantity: 2, unitPrice, productId: product.id };
  return soldAndPulled(shop.desk, shop.store, { draft: { lines: [line] } });
}

async function inForce(...rules: object[]): Promise<void> {
  await saveDraft(iris, policyWith({ rules }));
  const answer = await publishPolicy(iris, { note: "" });
  if (!answer.published) throw new Error(JSON.stringify(answer));
}

test("type and collections of a product, the order's country and its rate come from our own tables", async () => {
  const sold = await apron();
  const { lines, judging, order: kept } = await listReturnable(iris, sold.id);
  expect(lines[0]).toMatchObject({ productType: "Linen", collections: ["linen"], discountShare: 0 });
  expect(lines[0]?.listPrice.currency).toBe(shop.desk.shop.currency);
  expect(judging.order).toMatchObject({ id: sold.id, placedAt: kept.placedAt, total: kept.total });
  expect(judging).toEqual(await caseOf(iris, kept));
});

test("a rule for a collection decides, and the return keeps its version and name", async () => {
  const linen = { ...rest, id: "linen", name: "Linen", when: { collections: ["Linen"] } };
  await inForce({ ...linen, then: { ...linen.then, windowDays: 45 } }, rest);
  const request = await asked(noor, await apron());
  expect(request.policy).toMatchObject({
    windowDays: 45,
    verdicts: [{ rule: { id: "linen", name: "Linen" }, because: null, approval: "review" }],
  });
  expect(request.policy?.version).toBeGreaterThan(0);
});

test("what is published is in force for the very next request", async () => {
  const sold = await order();
  await inForce(rest);
  expect((await listReturnable(noor, sold.id)).lines.length).toBeGreaterThan(0);
  await inForce({ ...sale, when: {} });
  expect(await requestReturn(noor, wish(sold))).toMatchObject({ requested: false, because: "final-sale" });
});

test("an approved one-time exception lets one late return through, and the next one not", async () => {
  await inForce(rest);
  const sold = await order();
  const late = shop.later(noor, addDays(new Date(), 40));
  const reason = "In hospital";
  const id = await addException(iris, { kind: "once", subject: sold.id, reason, expiresAt: null });
  expect(await requestReturn(late, wish(sold))).toMatchObject({ because: "window-closed" });
  await approveException(await shop.asAgent("Paolo Ferri", "lead"), id);
  const [line] = wish(sold).lines;
  const one = { lines: [{ id: line?.id ?? "", quantity: 1, reason: "too-small" }] };
  const request = await asked(late, sold, one);
  expect(request.policy?.verdicts).toMatchObject([{ exception: { id, kind: "once" } }]);
  expect(await requestReturn(late, wish(sold, one))).toMatchObject({ because: "window-closed" });
});

test("when Shopify says no, the exception is there for the next try", async () => {
  await inForce(rest);
  const sold = await order();
  await asked(noor, sold);
  const id = await addException(iris, { kind: "once", subject: sold.id, reason: "Ill", expiresAt: null });
  await approveException(await shop.asAgent("Paolo Ferri", "lead"), id);
  // Our own look is made to see what was free a moment ago.
  shop.host.between = async (ask, real) => {
    const answer = await real();
    if (typeof answer === "string" || !ask.body.toString("utf8").includes("Returnable(")) return answer;
    const row = { quantity: 2, fulfillmentLineItem: { id: sold.fulfillments[0]?.lines[0]?.id } };
    const nodes = [{ returnableFulfillmentLineItems: { nodes: [row] } }];
    return { ...answer, body: JSON.stringify({ data: { returnableFulfillments: { nodes } } }) };
  };
  const late = shop.later(noor, addDays(new Date(), 40));
  expect(await requestReturn(late, wish(sold))).toMatchObject({ because: "refused" });
  shop.host.between = null;
  expect(await exceptionsFor(iris, [sold.id])).toMatchObject([{ id, usedAt: null }]);
});

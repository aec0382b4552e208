import { afterAll, beforeAll, expect, test } from "vitest";

import { pullCustomer } from "~/customers/pull.server";
import { addDays } from "~/kit/days";
import { closeDatabase } from "~/platform/db.server";
import type { Desk } from "~/platform/desk.server";
import { findBoard } from "~/returns/board/board.server";
import { everything, type Filter } from "~/returns/board/filter.server";
import { listReturns } from "~/returns/board/list.server";

import { createCustomer } from "../../dev-store/acts/edit.ts";
import { deskFor, type TestDesk } from "../../support/desk.ts";
import { approved, asked, received } from "../../support/sent-back.ts";
import { soldAndPulled } from "../../support/sold.ts";

let shop: TestDesk;
let iris: Desk;
let names: string[];

beforeAll(async () => {
  shop = await deskFor();
  iris = await shop.asAgent("Iris Lindqvist", "lead");
  const person = { firstName: "Noor", lastName: "Haddad", email: "noor@example.com" };
  const { value } = createCustomer(shop.store, person);
  const id = value?.id ?? "";
  await pullCustomer(iris, { customerId: id });
  const sale = (customerId: string | null) => soldAndPulled(iris, shop.store, { draft: { customerId } });
  const noor = await shop.asShopper();
  names = [
    (await asked(noor, await sale(id))).name,
    (await approved(iris, await sale(null))).name,
    (await received(iris, await sale(null), 1)).name,
  ];
});
afterAll(async () => {
  await shop.close();
  await closeDatabase();
});

const board = (own: Partial<Filter> = {}, desk = iris, lateOnly = false) =>
  findBoard(desk, { filter: { ...everything, ...own }, lateOnly });
const shown = async (own: Partial<Filter>) =>
  (await board(own)).flatMap(({ cards }) => cards.map(({ name }) => name)).sort();

test("each open return stands in the lane of what it waits for, with its worth in the shop's money", async () => {
  const lanes = await board();
  expect(lanes.map(({ lane, count, worth }) => [lane, count, worth.minor])).toEqual([
    ["to-approve", 1, 9_000],
    ["on-the-way", 1, 9_000],
    ["to-refund", 1, 9_000],
    ["exceptions", 0, 0],
  ]);
  expect(lanes[0]?.cards[0]).toMatchObject({ name: names[0], customerName: "Noor Haddad", items: 2 });
});

test("money that waits for somebody's approval makes it an exception", async () => {
  const [, , parcel] = await board();
  const { id = "" } = parcel?.cards[0] ?? {};
  const { orderId } = await iris.db.return.findFirstOrThrow({ where: { id } });
  const wish = { kind: "return-refund", orderId, returnId: id, clientId: id, request: {}, exceeds: ["day"] };
  const amount = { amountMinor: 4_500n, shopMinor: 4_500n, currency: "EUR" };
  const asking = { state: "open", requestedBy: "agent:x", requestedByName: "Paolo", requestedAt: iris.now };
  const approval = { shopId: iris.shopId, id, ...wish, ...amount, ...asking };
  await iris.db.moneyApproval.create({ data: approval });
  expect((await board()).map(({ count }) => count)).toEqual([1, 1, 0, 1]);
  await iris.db.moneyApproval.deleteMany({ where: { id } });
});

test("a week later the request and the money are late, the parcel not yet; the late can be seen alone", async () => {
  const later = shop.later(iris, addDays(iris.now, 7));
  expect((await board({}, later)).map(({ late }) => late)).toEqual([1, 0, 1, 0]);
  expect((await board({}, later, true)).map(({ count }) => count)).toEqual([1, 0, 1, 0]);
});

test("found by number, customer, address, product, reason and by who asked", async () => {
  const [first = "", second = "", third = ""] = names;
  expect(await shown({ search: first })).toEqual([first]);
  expect(await shown({ search: "hadd" })).toEqual([first]);
  expect(await shown({ search: "linen" })).toEqual([first, second, third].sort());
  expect(await shown({ search: "100%" })).toEqual([]);
  expect(await shown({ reason: "too-small" })).toHaveLength(3);
  expect(await shown({ reason: "too-big" })).toEqual([]);
  expect(await shown({ by: "shopper" })).toEqual([first]);
});

test("the table takes the same filters, and turns its pages by what it showed last", async () => {
  const { rows } = await listReturns(iris, {
    stage: "open",
    cursor: null,
    filter: { ...everything, by: "agent" },
  });
  expect(rows.map(({ name }) => name).sort()).toEqual(names.slice(1).sort());
});

test("another shop's board is empty", async () => {
  const other = await deskFor();
  const there = await other.asAgent("Paolo Ferri", "lead");
  expect((await board({}, there)).every(({ count, cards }) => count + cards.length === 0)).toBe(true);
  await other.close();
});

import { randomUUID } from "node:crypto";

import type { ActionFunctionArgs } from "@remix-run/node";
import { afterAll, beforeAll, expect, test } from "vitest";

import type { RefundOutcome, RefundPreview } from "~/orders/refund";
import { action as pay } from "~/routes/admin/inbox.refund";
import { action as preview } from "~/routes/admin/inbox.refund-preview";
import { action as decide } from "~/routes/admin/inbox.return-decide";
import { action as settle } from "~/routes/admin/inbox.return-settle";
import { action as receive } from "~/routes/admin/inbox.return-receive";
import { action as look } from "~/routes/admin/inbox.return-preview";
import { action as ask } from "~/routes/admin/inbox.return-request";
import { action as returnable } from "~/routes/admin/inbox.returnable";
import type { Returnable } from "~/routes/admin/inbox.$conversationId/returning/returnable";
import type { ReturnView } from "~/returns/return";
import type { ReturnPreview, Settlement } from "~/returns/settlement";

import { deskFor, type TestDesk } from "../support/desk.ts";
import { answerOf, deliver, type Staff } from "../support/knock.ts";
import { paidBack, soldAndPulled } from "../support/sold.ts";

const iris: Staff = { id: "101", firstName: "Iris", accountOwner: true };
const vera: Staff = { id: "102", firstName: "Vera" };
let shop: TestDesk;

beforeAll(async () => {
  shop = await deskFor();
  await post(preview, vera, {});
  await shop.desk.db.agent.updateMany({ where: { shopifyUserId: vera.id }, data: { role: "viewer" } });
});
afterAll(() => shop.close());

type Door = (args: ActionFunctionArgs) => Promise<unknown>;

async function post<T>(door: Door, who: Staff, body: unknown): Promise<{ status: number; value: T }> {
  const request = await deliver(shop, who, body);
  return (await answerOf(door({ request, params: {}, context: {} } as unknown as ActionFunctionArgs))) as {
    status: number;
    value: T;
  };
}

test("a refund is counted before it is paid, and a double click pays it once", async () => {
  const order = await soldAndPulled(shop.desk, shop.store);
  const wish = { orderId: order.id, lines: [{ lineId: order.lines[0]?.id, quantity: 1 }], shippingMinor: 0 };
  const { value: counted } = await post<RefundPreview>(preview, iris, wish);
  expect(counted).toMatchObject({ total: { minor: 4_500, currency: "EUR" } });

  const click = {
    ...wish,
    clientId: randomUUID(),
    expectedMinor: counted.total.minor,
    note: null,
    notify: false,
    conversationId: null,
  };
  const answers = await Promise.all([
    post<RefundOutcome>(pay, iris, click),
    post<RefundOutcome>(pay, iris, click),
  ]);
  expect(answers.some(({ value }) => value.refunded)).toBe(true);
  expect(paidBack(order)).toBe(4_500);
});

test("a return is asked for, approved, received and paid from the screens", async () => {
  const order = await soldAndPulled(shop.desk, shop.store);
  const { value: choices } = await post<Returnable>(returnable, iris, { orderId: order.id });
  const line = choices.lines[0];
  expect(line).toMatchObject({ title: "Linen shirt", quantity: 2, eligible: true });

  const lines = [{ id: line?.id, quantity: 1, reason: "too-small" }];
  const wish = { clientId: randomUUID(), orderId: order.id, conversationId: null, lines, note: "" };
  const asked = await post<{ return: ReturnView }>(ask, iris, wish);
  const { id: returnId, lines: back } = asked.value.return;

  expect((await post(decide, iris, { verdict: "approve", returnId })).value).toMatchObject({ decided: true });
  const came = back.map(({ id }) => ({ id, quantity: 1, restock: true }));
  expect((await post(receive, iris, { returnId, lines: came })).value).toMatchObject({ received: true });
  const { value: bill } = await post<ReturnPreview>(look, iris, { returnId, shipping: false });
  const terms = { shipping: false, note: null, notify: false };
  const click = { returnId, clientId: randomUUID(), expectedMinor: bill.total.minor, ...terms };
  expect((await post<Settlement>(settle, iris, click)).value).toMatchObject({ settled: true });
  expect(paidBack(order)).toBe(4_500);
});

test("whoever may only look can count, and pay nothing", async () => {
  const order = await soldAndPulled(shop.desk, shop.store);
  const wish = { orderId: order.id, lines: [], shippingMinor: 490 };
  expect((await post(preview, vera, wish)).status).toBe(200);
  const terms = {
    clientId: randomUUID(),
    expectedMinor: 490,
    note: null,
    notify: false,
    conversationId: null,
  };
  expect((await post(pay, vera, { ...wish, ...terms })).status).toBe(403);
  expect(paidBack(order)).toBe(0);
});

test("an order that is not this shop's is not there", async () => {
  const wish = { orderId: "gid://shopify/Order/1", lines: [], shippingMinor: 0 };
  expect((await post(preview, iris, wish)).status).toBe(404);
  expect((await post(returnable, iris, { orderId: wish.orderId })).status).toBe(404);
});

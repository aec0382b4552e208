import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { listUnsettled } from "~/ledger/intents.server";
import { closeDatabase } from "~/platform/db.server";
import type { Desk } from "~/platform/desk.server";
import { decideReturn } from "~/returns/decide.server";
import { finishMoney } from "~/wiring/money.server";
import { publishPolicy, saveDraft } from "~/returns/policy/policies.server";
import { pullReturn } from "~/returns/pull.server";
import { requestReturn, resumeRequest } from "~/returns/request.server";
import { findReturn } from "~/returns/returns.server";
import { returnPreview, settleReturn, type SettleAsk } from "~/returns/settle.server";

import { processReturn } from "../dev-store/acts/process.ts";
import { deskFor, type TestDesk } from "../support/desk.ts";
import { approved, asked, received, wish } from "../support/sent-back.ts";
import { paidBack, soldAndPulled } from "../support/sold.ts";
import { policyWith, rest } from "./policy/cases";

let shop: TestDesk;
let iris: Desk;

beforeAll(async () => {
  shop = await deskFor();
  iris = await shop.asAgent("Iris Lindqvist", "lead");
});
afterAll(async () => {
  await shop.close();
  await closeDatabase();
});

const pay = (expectedMinor = 9_000, own: Partial<SettleAsk> = {}): SettleAsk => ({
  clientId: randomUUID(),
  expectedMinor,
  shipping: false,
  note: null,
  notify: false,
  ...own,
});

async function finish(minutes = 6): Promise<void> {
  const worker = shop.later(iris, new Date(Date.now() + minutes * 60_000));
  for (const { id } of await listUnsettled(worker)) await finishMoney(worker, { intentId: id });
}

async function announced(id: string) {
  const rows = await iris.db.outbox.findMany({ where: { kind: "event", name: "return.refunded" } });
  return rows.filter(({ data }) => JSON.stringify(data).includes(id));
}

async function ready(units?: number) {
  const sale = await soldAndPulled(iris, shop.store);
  return { sale, open: await received(iris, sale, units) };
}

describe("a received return", () => {
  test("is paid back as the preview said, and everybody is told once", async () => {
    const { sale, open } = await ready();
    const preview = await returnPreview(iris, open.id);
    expect(preview?.total).toEqual({ minor: 9_000, currency: "EUR" });
    expect(await settleReturn(iris, open.id, pay())).toMatchObject({ settled: true });
    expect(paidBack(sale)).toBe(9_000);
    expect(sale.refunds[0]?.returnId).toBe(open.shopifyId);
    const now = await findReturn(iris, open.id);
    expect(now).toMatchObject({
      stage: "refunded",
      isPaying: false,
      refunded: { minor: 9_000, currency: "EUR" },
    });
    expect(await announced(open.id)).toHaveLength(1);
  });

  test("pays only what came back", async () => {
    const { sale, open } = await ready(1);
    expect(await settleReturn(iris, open.id, pay())).toMatchObject({
      because: "changed",
      preview: { total: { minor: 4_500 } },
    });
    expect(await settleReturn(iris, open.id, pay(4_500))).toMatchObject({ settled: true });
    expect(paidBack(sale)).toBe(4_500);
    expect(sale.returns[0]?.lines[0]?.processedQuantity).toBe(1);
  });

  test("pays the shipping too when that is wished", async () => {
    const { sale, open } = await ready();
    expect(await settleReturn(iris, open.id, pay(9_490, { shipping: true }))).toMatchObject({
      settled: true,
    });
    expect(paidBack(sale)).toBe(9_490);
  });

  test("is not paid before it came", async () => {
    const sale = await soldAndPulled(iris, shop.store);
    const open = await approved(iris, sale);
    expect(await settleReturn(iris, open.id, pay())).toEqual({
      settled: false,
      because: "not-received",
      stage: "approved",
    });
    expect(paidBack(sale)).toBe(0);
  });
});

describe("nobody is paid twice", () => {
  test("200 clicks at once are one refund", async () => {
    const { sale, open } = await ready();
    const ask = pay();
    const outcomes = await Promise.all(Array.from({ length: 200 }, () => settleReturn(iris, open.id, ask)));
    expect(sale.refunds).toHaveLength(1);
    expect(paidBack(sale)).toBe(9_000);
    expect(
      outcomes.filter((o) => !o.settled && o.because !== "in-progress" && o.because !== "already-refunded"),
    ).toEqual([]);
  });

  test("ten clicks at once, each with its own id, beside ten of one are one refund", async () => {
    const { sale, open } = await ready();
    const ask = pay();
    const seats = await Promise.all(Array.from({ length: 20 }, () => shop.asAgent("Iris Lindqvist", "lead")));
    await Promise.all(seats.map((seat, index) => settleReturn(seat, open.id, index % 2 ? ask : pay())));
    expect(sale.refunds).toHaveLength(1);
    expect(paidBack(sale)).toBe(9_000);
  });

  test("two agents on one return: one pays, the other hears it", async () => {
    const { sale, open } = await ready();
    const paolo = await shop.asAgent("Paolo Ferri");
    const outcomes = await Promise.all([
      settleReturn(iris, open.id, pay()),
      settleReturn(paolo, open.id, pay()),
    ]);
    expect(outcomes.filter(({ settled }) => settled)).toHaveLength(1);
    expect(paidBack(sale)).toBe(9_000);
    expect(await settleReturn(paolo, open.id, pay())).toEqual({
      settled: false,
      because: "already-refunded",
    });
  });

  test("an answer lost after Shopify paid is found in its books at once", async () => {
    const { sale, open } = await ready();
    shop.store.faults.push({ kind: "drop-after-commit", match: "returnProcess" });
    expect(await settleReturn(iris, open.id, pay())).toMatchObject({ settled: true });
    expect(paidBack(sale)).toBe(9_000);
  });

  test("a request lost before Shopify saw it is not sent again blindly, but after the books were read", async () => {
    const { sale, open } = await ready();
    shop.store.faults.push({ kind: "drop-before-commit", match: "returnProcess" });
    const ask = pay();
    expect(await settleReturn(iris, open.id, ask)).toEqual({ settled: false, because: "unknown" });
    expect(await settleReturn(iris, open.id, ask)).toEqual({ settled: false, because: "unknown" });
    expect(paidBack(sale)).toBe(0);
    await finish(2);
    expect(await findReturn(iris, open.id)).toMatchObject({ stage: "refunded" });
    expect(paidBack(sale)).toBe(9_000);
    expect(await announced(open.id)).toHaveLength(1);
  });

  test("processed by hand while our answer was lost: nobody processes it again", async () => {
    const { sale, open } = await ready(1);
    shop.store.faults.push({ kind: "drop-before-commit", match: "returnProcess" });
    expect(await settleReturn(iris, open.id, pay(4_500))).toMatchObject({ because: "unknown" });
    const theirs = sale.returns[0];
    if (theirs)
      processReturn(shop.store, theirs, {
        lines: [{ returnLineId: theirs.lines[0]?.id ?? "", quantity: 1 }],
      });
    await finish(2);
    expect(theirs?.lines[0]?.processedQuantity).toBe(1);
    expect(paidBack(sale)).toBe(0);
    expect((await iris.db.moneyIntent.findFirst({ where: { returnId: open.id } }))?.failure).toBe(
      "processed-elsewhere",
    );
  });

  test("the webhook about our own refund and our own writing tell of one refund", async () => {
    const { sale, open } = await ready();
    const hear = () => pullReturn(iris, open.shopifyId ?? "");
    await Promise.all([settleReturn(iris, open.id, pay()), hear(), hear()]);
    await Promise.all([hear(), hear()]);
    expect(paidBack(sale)).toBe(9_000);
    expect(await announced(open.id)).toHaveLength(1);
  });
});

describe("refunds made in Shopify's admin", () => {
  test("move the return on here", async () => {
    const { sale, open } = await ready();
    const theirs = sale.returns[0];
    const parentId = sale.transactions[0]?.id ?? "";
    if (theirs) {
      processReturn(shop.store, theirs, {
        lines: [{ returnLineId: theirs.lines[0]?.id ?? "", quantity: 2 }],
        refund: { transactions: [{ parentId, amount: { minor: 9_000, currency: "EUR" } }] },
      });
    }
    expect(await settleReturn(iris, open.id, pay())).toMatchObject({
      settled: false,
      because: "nothing-left",
    });
    await pullReturn(iris, open.shopifyId ?? "");
    expect(await findReturn(iris, open.id)).toMatchObject({ stage: "refunded" });
    expect((await announced(open.id))[0]?.data).toMatchObject({ amountMinor: 9_000, by: "Shopify" });
    expect(paidBack(sale)).toBe(9_000);
  });
});

test("another shop's return is not found, and nobody is asked", async () => {
  const { open } = await ready();
  const other = await deskFor();
  const stranger = await other.asAgent("Paolo Ferri");
  await expect(settleReturn(stranger, open.id, pay())).rejects.toThrow("No such return");
  await expect(settleReturn(stranger, "gid://shopify/Return/1", pay())).rejects.toThrow("No such return");
  expect(other.host.asked).toEqual([]);
  await other.close();
});

describe("a policy that takes fees", () => {
  let own: TestDesk;
  let paolo: Desk;
  beforeAll(async () => {
    own = await deskFor();
    paolo = await own.asAgent("Paolo Ferri", "owner");
    const refund = { fee: { flat: 500, share: 1_000 } };
    await saveDraft(
      paolo,
      policyWith({ rules: [{ ...rest, then: { ...rest.then, outcomes: { refund } } }] }),
    );
    await publishPolicy(paolo, { note: "" });
  });
  afterAll(() => own.close());

  test("E5: Shopify is told them when it is asked, and takes off what was said beforehand", async () => {
    const sale = await soldAndPulled(paolo, own.store);
    const { id } = await asked(paolo, sale);
    expect(sale.returns[0]).toMatchObject({
      shippingFees: [{ amount: { presentment: { minor: 500 } } }],
      lines: [{ restockingFeePercentage: 10 }],
    });
    expect(await returnPreview(paolo, id)).toMatchObject({ fees: { minor: 1_400 }, total: { minor: 7_600 } });
    await decideReturn(paolo, id, { verdict: "approve" });
    expect(await returnPreview(paolo, id)).toMatchObject({ fees: { minor: 1_400 }, total: { minor: 7_600 } });
  });

  test("E5: of one of two units its share and the flat fee are taken, and paid is what is left", async () => {
    const sale = await soldAndPulled(paolo, own.store);
    const open = await received(paolo, sale, 1);
    expect(await settleReturn(paolo, open.id, pay(3_550))).toMatchObject({ settled: true });
    expect(paidBack(sale)).toBe(3_550);
  });

  test("E5: a request whose answer was lost is asked again with them", async () => {
    const sale = await soldAndPulled(paolo, own.store);
    own.store.faults.push({ kind: "drop-before-commit", match: "returnRequest(" });
    const one = wish(sale);
    await requestReturn(paolo, one);
    const { id } = await paolo.db.return.findFirstOrThrow({ where: { clientId: one.clientId } });
    await resumeRequest(paolo, { id });
    expect(sale.returns[0]?.shippingFees).toHaveLength(1);
  });
});

import { beforeAll, describe, expect, test } from "vitest";
import { clientOf, read } from "../../graphql/client.ts";
import { loadSchema } from "../../graphql/schema.ts";
import { deliveredOrder, sampleStore, topicsOf } from "../../seed/sample.ts";
import { whyNotUsable } from "../../state/goodwill/discount-code.ts";
import type { Store } from "../../store.ts";
import { createCustomer } from "../edit.ts";
import { createRefund } from "../pay-back.ts";
import { createDiscountCode, discountAtCheckout, useDiscount } from "./discount.ts";
import type { DiscountWish } from "./discount.ts";
import { createGiftCard, giveStoreCredit } from "./give.ts";

// Read once, outside the time of the first test.
beforeAll(() => void loadSchema());

const euro = (major: number) => ({ minor: major * 100, currency: "EUR" });

function noor(store: Store) {
  const made = createCustomer(store, { email: "noor@example.com" }).value;
  if (!made) throw new Error("The customer was refused");
  return made;
}

describe("store credit", () => {
  test("given twice it stands in one account, with what it came to each time", () => {
    const store = sampleStore();
    const customer = noor(store);
    const first = giveStoreCredit(store, { to: customer.id, amount: euro(5) }).value;
    giveStoreCredit(store, { to: first?.account.id ?? "", amount: euro(3) });
    expect(customer.credits).toMatchObject([{ balance: euro(8), entries: [{}, {}] }]);
  });

  test("in another currency it opens another account", () => {
    const store = sampleStore();
    const customer = noor(store);
    giveStoreCredit(store, { to: customer.id, amount: euro(5) });
    giveStoreCredit(store, { to: customer.id, amount: { minor: 500, currency: "JPY" } });
    expect(customer.credits?.map(({ balance }) => balance.currency)).toEqual(["EUR", "JPY"]);
  });

  test.each([
    [{ amount: euro(0) }, "NEGATIVE_OR_ZERO_AMOUNT"],
    [{ expiresAt: "2026-11-22T09:59:59Z" }, "EXPIRES_AT_IN_PAST"],
    [{ to: "gid://shopify/Customer/404" }, "OWNER_NOT_FOUND"],
    [{ to: "gid://shopify/StoreCreditAccount/404" }, "ACCOUNT_NOT_FOUND"],
  ])("is refused, and nothing is given: %#", (wish, code) => {
    const store = sampleStore();
    const customer = noor(store);
    const outcome = giveStoreCredit(store, { to: customer.id, amount: euro(5), ...wish });
    expect([outcome.errors[0]?.code, customer.credits]).toEqual([code, undefined]);
  });

  test("as a refund it keeps the day it ends", () => {
    const store = sampleStore();
    const customer = noor(store);
    const order = deliveredOrder(store, { customerId: customer.id });
    createRefund(store, order, { credit: euro(5), creditExpiresAt: "2027-01-01T00:00:00Z" });
    expect(customer.credits?.[0]?.entries[0]?.expiresAt).toBe("2027-01-01T00:00:00Z");
  });
});

// All recorded from a live store.
describe("a gift card", () => {
  test.each([
    [{ amount: euro(0) }, "GREATER_THAN", "must be greater than 0"],
    [{ code: "abc" }, "TOO_SHORT", "Code must be at least 8 characters long"],
    [{ code: "x".repeat(25) }, "TOO_LONG", "Code must be at most 20 characters long"],
    [{ code: "bad!code" }, "INVALID", "Code can only contain letters(a-z) and numbers(0-9)"],
    [{ code: "takenalready" }, null, "Code has already been taken"],
    [
      { code: "abc", customerId: "gid://shopify/Customer/1" },
      "CUSTOMER_NOT_FOUND",
      "The customer could not be found.",
    ],
  ])("is refused in a live store's words: %#", (wish, code, message) => {
    const store = sampleStore();
    createGiftCard(store, { amount: euro(10), code: "takenAlready" });
    expect(createGiftCard(store, { amount: euro(10), ...wish }).errors[0]).toMatchObject({ code, message });
    expect(store.giftCards.size).toBe(1);
  });
});

const tenth: DiscountWish = {
  ...{ title: "Sorry", code: "SORRY-1", startsAt: "2026-11-22T00:00:00Z", endsAt: "2026-12-22T00:00:00Z" },
  ...{ usageLimit: 1, appliesOncePerCustomer: true, customerIds: null, value: { percentage: 0.1 } },
  combinesWith: { orderDiscounts: false, productDiscounts: false, shippingDiscounts: false },
};

describe("a discount code", () => {
  test("for one customer works once, for them, until it ends", () => {
    const store = sampleStore();
    const [customer, other] = [noor(store), createCustomer(store, { email: "wei@example.com" }).value];
    const made = createDiscountCode(store, { ...tenth, customerIds: [customer.id] }).value;
    if (!made || !other) throw new Error("The code was refused");
    const why = (who: string | null, day = "2026-11-23") => whyNotUsable(made, who, new Date(day));
    expect([why(customer.id), why(other.id), why(null)]).toEqual([null, "for-others", "for-others"]);
    expect([why(customer.id, "2026-11-21"), why(customer.id, "2026-12-23")]).toEqual([
      "not-active",
      "not-active",
    ]);
    const order = deliveredOrder(store, { customerId: customer.id });
    const discount = discountAtCheckout(store, "sorry-1", order);
    expect(discount?.value).toEqual({ percentage: 10 });
    if (discount) order.discounts.push(discount);
    useDiscount(store, order);
    expect(why(customer.id)).toBe("used-up");
    expect(discountAtCheckout(store, "SORRY-1", order)).toBeNull();
  });

  test("is told when it is made, and cannot be made twice", () => {
    const store = sampleStore();
    expect(topicsOf(store, () => createDiscountCode(store, tenth))).toEqual(["discounts/create"]);
    expect(createDiscountCode(store, { ...tenth, code: "sorry-1" }).errors[0]).toMatchObject({
      ...{ field: ["code"], message: "Code must be unique. Please try a different code.", code: "TAKEN" },
    });
  });

  test("cannot end before it starts, nor take off more than everything", () => {
    const store = sampleStore();
    const codes = [{ endsAt: tenth.startsAt }, { value: { percentage: 1.1 } }].map(
      (wish) => createDiscountCode(store, { ...tenth, ...wish }).errors[0]?.code,
    );
    expect(codes).toEqual(["INVALID", "VALUE_OUTSIDE_RANGE"]);
  });
});

describe("through the API", () => {
  const credit = `mutation($id: ID!, $creditInput: StoreCreditAccountCreditInput!) {
    storeCreditAccountCredit(id: $id, creditInput: $creditInput) { storeCreditAccountTransaction {
      amount { amount currencyCode } balanceAfterTransaction { amount } event origin { __typename }
      account { balance { amount } owner { ... on Customer { email } } } } userErrors { field message code } } }`;
  const creditInput = { creditAmount: { amount: "7.23", currencyCode: "EUR" } };

  // The answer as a live store recorded it.
  test("store credit is an adjustment in the customer's account", async () => {
    const store = sampleStore();
    const { id } = noor(store);
    expect(await read(clientOf(store)(credit, { id, creditInput }), "storeCreditAccountCredit")).toEqual({
      storeCreditAccountTransaction: {
        amount: { amount: "7.23", currencyCode: "EUR" },
        balanceAfterTransaction: { amount: "7.23" },
        ...{ event: "ADJUSTMENT", origin: null },
        account: { balance: { amount: "7.23" }, owner: { email: "noor@example.com" } },
      },
      userErrors: [],
    });
    const balances = `query($id: ID!) { customer(id: $id) { storeCreditAccounts(first: 1) { nodes {
      balance { amount } transactions(first: 1) { nodes { amount { amount } } } } } } }`;
    expect(await read(clientOf(store)(balances, { id }), "customer.storeCreditAccounts.nodes")).toEqual([
      { balance: { amount: "7.23" }, transactions: { nodes: [{ amount: { amount: "7.23" } }] } },
    ]);
  });

  test("it needs its own scope, and takes no idempotency key: Shopify has none for it", async () => {
    const store = sampleStore();
    const variables = { id: noor(store).id, creditInput };
    const poor = clientOf(store, { accessScopes: ["write_customers"] });
    expect((await poor(credit, variables)).errors?.[0]?.extensions?.code).toBe("ACCESS_DENIED");
    const keyed = credit.replace("creditInput)", 'creditInput) @idempotent(key: "k")');
    expect((await clientOf(store)(keyed, variables)).errors?.[0]?.message).toContain("not supported");
    expect([...store.customers.values()][0]?.credits).toBeUndefined();
  });

  test("a gift card's code is told once, afterwards its last four characters", async () => {
    const store = sampleStore();
    const create = `mutation($input: GiftCardCreateInput!) { giftCardCreate(input: $input) { giftCardCode
      giftCard { lastCharacters balance { amount } customer { email } expiresOn enabled }
      userErrors { field code message } } }`;
    const initialAmount = { amount: "20.00", currencyCode: "EUR" };
    const input = { initialAmount, customerId: noor(store).id, expiresOn: "2027-11-22", note: "Sorry" };
    const made = await read(clientOf(store)(create, { input }), "giftCardCreate");
    const [card] = store.giftCards.values();
    expect(made).toEqual({
      giftCardCode: card?.code,
      giftCard: {
        lastCharacters: card?.code.slice(-4),
        ...{ balance: { amount: "20.0" }, customer: { email: "noor@example.com" } },
        ...{ expiresOn: "2027-11-22", enabled: true },
      },
      userErrors: [],
    });
  });

  test("a code's state can be asked for by the code", async () => {
    const store = sampleStore();
    const { id } = noor(store);
    const create = `mutation($basicCodeDiscount: DiscountCodeBasicInput!) {
      discountCodeBasicCreate(basicCodeDiscount: $basicCodeDiscount) { codeDiscountNode { id }
        userErrors { field message code extraInfo } } }`;
    const basicCodeDiscount = {
      ...{
        title: "Sorry",
        code: "SORRY-2",
        startsAt: "2026-11-22T00:00:00Z",
        endsAt: "2026-12-22T00:00:00Z",
      },
      ...{ usageLimit: 1, appliesOncePerCustomer: true, context: { customers: { add: [id] } } },
      customerGets: { items: { all: true }, value: { discountAmount: { amount: "5.00" } } },
    };
    const ask = clientOf(store);
    expect(await read(ask(create, { basicCodeDiscount }), "discountCodeBasicCreate.userErrors")).toEqual([]);
    const state = `query { codeDiscountNodeByCode(code: "sorry-2") { codeDiscount { ... on DiscountCodeBasic {
      status usageLimit asyncUsageCount endsAt codes(first: 1) { nodes { code } }
      context { ... on DiscountCustomers { customers { email } } }
      customerGets { value { ... on DiscountAmount { amount { amount } appliesOnEachItem } } } } } } }`;
    expect(await read(ask(state), "codeDiscountNodeByCode.codeDiscount")).toEqual({
      ...{ status: "ACTIVE", usageLimit: 1, asyncUsageCount: 0, endsAt: "2026-12-22T00:00:00Z" },
      codes: { nodes: [{ code: "SORRY-2" }] },
      context: { customers: [{ email: "noor@example.com" }] },
      customerGets: { value: { amount: { amount: "5.0" }, appliesOnEachItem: false } },
    });
    const again = await read(ask(create, { basicCodeDiscount }), "discountCodeBasicCreate.userErrors.0");
    expect(again).toMatchObject({ field: ["basicCodeDiscount", "code"], code: "TAKEN", extraInfo: null });
  });
});

import { beforeAll, expect, test } from "vitest";
import { deliveredOrder, onShelf, sampleStore } from "../../seed/sample.ts";
import { clientOf, read } from "../client.ts";
import { loadSchema } from "../schema.ts";

// Read once, outside the time of the first test.
beforeAll(() => void loadSchema());

const create = `mutation($returnInput: ReturnInput!) { returnCreate(returnInput: $returnInput) {
  return { id returnLineItems(first: 1) { nodes { id } }
    exchangeLineItems(first: 1) { nodes { id title variantSku quantity processableQuantity lineItems { id } } } }
  userErrors { field message code } } }`;
const outcome = `query($id: ID!, $back: [SuggestedOutcomeReturnLineItemInput!]!, $forth: [SuggestedOutcomeExchangeLineItemInput!]!) {
  return(id: $id) { suggestedFinancialOutcome(returnLineItems: $back, exchangeLineItems: $forth) {
    financialTransfer { __typename ... on InvoiceReturnOutcome { amount { shopMoney { amount } } }
      ... on RefundReturnOutcome { amount { shopMoney { amount } } } } } } }`;
const process = `mutation($input: ReturnProcessInput!) { returnProcess(input: $input) {
  return { exchangeLineItems(first: 1) { nodes { processedQuantity lineItems { title quantity } } }
    order { totalOutstandingSet { shopMoney { amount } } displayFulfillmentStatus
      paymentCollectionDetails { additionalPaymentCollectionUrl }
      fulfillmentOrders(first: 5) { nodes { status fulfillmentHolds { reason displayReason } } } } }
  userErrors { field message code } } }`;

type Made = { id: string; returnLineItems: Nodes; exchangeLineItems: Nodes };
type Nodes = { nodes: { id: string }[] };

async function swapped(major: number) {
  const store = sampleStore();
  const order = deliveredOrder(store);
  const ask = clientOf(store);
  const returnInput = {
    orderId: order.id,
    returnLineItems: [{ fulfillmentLineItemId: order.fulfillments[0]?.lines[0]?.id, quantity: 1 }],
    exchangeLineItems: [{ variantId: onShelf(store, "Linen dress", major), quantity: 1 }],
  };
  const made = (await read(ask(create, { returnInput }), "returnCreate.return")) as Made;
  const back = [{ id: made.returnLineItems.nodes[0]?.id, quantity: 1 }];
  const forth = [{ id: made.exchangeLineItems.nodes[0]?.id, quantity: 1 }];
  return { ask, order, made, back, forth };
}

test("an exchange line tells what it is before anything is processed", async () => {
  const { made } = await swapped(129);
  expect(made.exchangeLineItems.nodes[0]).toMatchObject({
    ...{ title: "Linen dress", variantSku: "C1", quantity: 1, processableQuantity: 1, lineItems: [] },
  });
});

test.each([
  [60, "RefundReturnOutcome", "29.0"],
  [129, "InvoiceReturnOutcome", "40.0"],
])("for %s the outcome is a %s of %s", async (major, __typename, amount) => {
  const { ask, made, back, forth } = await swapped(major);
  const found = read(
    ask(outcome, { id: made.id, back, forth }),
    "return.suggestedFinancialOutcome.financialTransfer",
  );
  expect(await found).toEqual({ __typename, amount: { shopMoney: { amount } } });
});

test("processed, the buyer's balance holds the goods and has a link to be paid by", async () => {
  const { ask, made, back, forth } = await swapped(129);
  const input = { returnId: made.id, returnLineItems: back, exchangeLineItems: forth };
  const { order, exchangeLineItems } = (await read(ask(process, { input }), "returnProcess.return")) as {
    order: Record<string, unknown>;
    exchangeLineItems: unknown;
  };
  expect(exchangeLineItems).toEqual({
    nodes: [{ processedQuantity: 1, lineItems: [{ title: "Linen dress", quantity: 1 }] }],
  });
  expect(order).toMatchObject({
    totalOutstandingSet: { shopMoney: { amount: "40.0" } },
    displayFulfillmentStatus: "ON_HOLD",
    fulfillmentOrders: {
      nodes: [
        { status: "CLOSED" },
        {
          status: "ON_HOLD",
          fulfillmentHolds: [{ reason: "AWAITING_PAYMENT", displayReason: "Awaiting payment" }],
        },
      ],
    },
  });
  expect(JSON.stringify(order.paymentCollectionDetails)).toContain("/order_payment/");
});

test("an invoice without an address is refused as a live store refuses it", async () => {
  const { ask, order } = await swapped(129);
  order.email = null;
  const send = `mutation($id: ID!) { orderInvoiceSend(id: $id) { order { id } userErrors { field message code } } }`;
  expect(await read(ask(send, { id: order.id }), "orderInvoiceSend")).toEqual({
    order: null,
    userErrors: [
      {
        field: null,
        message: "No recipient email address was provided",
        code: "ORDER_INVOICE_SEND_UNSUCCESSFUL",
      },
    ],
  });
});

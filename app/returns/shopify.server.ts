import type { AdminOperations, ReturnData } from "@shopify/admin-api-client";

import { fromDecimal, toDecimal, type Money } from "~/kit/money";
import type { Desk } from "~/platform/desk.server";

import type { ReturnFees } from "./policy/fees";
import type { DeclineReason, SeenLine, SeenRefund, SeenReturn } from "./return";

const oneReturn = `#graphql
  query ReturnWhole($id: ID!) {
    return(id: $id) {
      id
      name
      status
      createdAt
      requestApprovedAt
      closedAt
      decline { reason note }
      order { id }
      returnLineItems(first: 100) {
        nodes {
          __typename
          id
          quantity
          processedQuantity
          processableQuantity
          refundedQuantity
          returnReasonNote
          customerNote
          returnReasonDefinition { handle name }
          ... on ReturnLineItem { fulfillmentLineItem { id lineItem { id title } } }
        }
      }
      reverseFulfillmentOrders(first: 5) {
        nodes { lineItems(first: 100) { nodes { id fulfillmentLineItem { id } } } }
      }
      refunds(first: 20) {
        nodes {
          id
          note
          totalRefundedSet { presentmentMoney { amount currencyCode } }
          transactions(first: 20) { nodes { status } }
        }
      }
    }
  }
`;

const returnsOfOrder = `#graphql
  query ReturnsOfOrder($orderId: ID!) {
    order(id: $orderId) { returns(first: 50) { nodes { id } } }
  }
`;

const orderOfReverse = `#graphql
  query OrderOfReverse($id: ID!) {
    reverseFulfillmentOrder(id: $id) { order { id } }
  }
`;

const returnable = `#graphql
  query Returnable($orderId: ID!) {
    returnableFulfillments(orderId: $orderId, first: 50) {
      nodes {
        returnableFulfillmentLineItems(first: 100) {
          nodes { quantity fulfillmentLineItem { id } }
        }
      }
    }
  }
`;

const reasons = `#graphql
  query ReturnReasons($handles: [String!]!) {
    returnReasonDefinitions(first: 50, handles: $handles) { nodes { id handle deleted } }
  }
`;

const request = `#graphql
  mutation RequestReturn($input: ReturnRequestInput!) {
    returnRequest(input: $input) {
      return { id }
      userErrors { field message code }
    }
  }
`;

const approve = `#graphql
  mutation ApproveReturn($id: ID!) {
    returnApproveRequest(input: { id: $id, notifyCustomer: false }) {
      return { id }
      userErrors { field message code }
    }
  }
`;

const decline = `#graphql
  mutation DeclineReturn($input: ReturnDeclineRequestInput!) {
    returnDeclineRequest(input: $input) {
      return { id }
      userErrors { field message code }
    }
  }
`;

const cancel = `#graphql
  mutation CancelReturn($id: ID!) {
    returnCancel(id: $id) {
      return { id }
      userErrors { field message code }
    }
  }
`;

type Whole = NonNullable<ReturnData<typeof oneReturn, AdminOperations>["return"]>;
type Answer = { return?: { id: string } | null; userErrors: { message: string }[] } | null | undefined;

/** Shopify's yes, or its own words for no. */
export type Told =
  { readonly ok: true; readonly shopifyId: string } | { readonly ok: false; readonly message: string };

/** A return as Shopify has it now; null when there is none with that id. */
export async function askReturn(desk: Desk, shopifyId: string): Promise<SeenReturn | null> {
  const { return: found } = await desk.shopify.query(oneReturn, { id: shopifyId });
  return found ? seenOf(found) : null;
}

/** The ids of all returns of an order. */
export async function askReturnIds(desk: Desk, orderId: string): Promise<string[]> {
  const { order } = await desk.shopify.query(returnsOfOrder, { orderId });
  return order?.returns.nodes.map(({ id }) => id) ?? [];
}

/** The order whose goods are on this way back; null when Shopify does not know it. */
export async function askOrderOfReverse(desk: Desk, id: string): Promise<string | null> {
  const { reverseFulfillmentOrder } = await desk.shopify.query(orderOfReverse, { id });
  return reverseFulfillmentOrder?.order?.id ?? null;
}

/** How many units of each fulfilled line can still come back. */
export async function askReturnable(desk: Desk, orderId: string): Promise<Map<string, number>> {
  const { returnableFulfillments } = await desk.shopify.query(returnable, { orderId });
  const rows = returnableFulfillments.nodes.flatMap((parcel) => parcel.returnableFulfillmentLineItems.nodes);
  return new Map(rows.map((row) => [row.fulfillmentLineItem.id, row.quantity]));
}

export type ReturnInput = {
  readonly orderId: string;
  readonly note: string | null;
  /** What Shopify is to take off when it is paid. */
  readonly fees: ReturnFees | null;
  readonly lines: readonly {
    readonly fulfillmentLineId: string;
    readonly quantity: number;
    readonly reason: string;
  }[];
};

/** Asks Shopify for a return. Our reasons go by Shopify's handles; one it does not know goes as "other". */
export async function sendRequest(desk: Desk, input: ReturnInput): Promise<Told> {
  const handles = [...new Set([...input.lines.map(({ reason }) => reason), "other-reason"])];
  const { returnReasonDefinitions } = await desk.shopify.query(reasons, { handles });
  const known = returnReasonDefinitions.nodes.filter(({ deleted }) => !deleted);
  const idOf = (reason: string) => known.find(({ handle }) => handle === reason)?.id;
  const returnLineItems = input.lines.map(({ fulfillmentLineId, quantity, reason }) => ({
    fulfillmentLineItemId: fulfillmentLineId,
    quantity,
    returnReasonDefinitionId: idOf(reason) ?? idOf("other-reason") ?? null,
    customerNote: input.note,
    ...restocking(input.fees?.shares[fulfillmentLineId] ?? 0),
  }));
  const { orderId, fees } = input;
  const answer = await desk.shopify.change(request, {
    input: { orderId, returnLineItems, ...flatFee(fees?.flat ?? null) },
  });
  return told(answer.returnRequest);
}

/** Hundredths of a per cent, as Shopify's per cent. */
function restocking(share: number) {
  return share > 0 ? { restockingFee: { percentage: share / 100 } } : {};
}

type Input = AdminOperations[typeof request]["variables"]["input"];
type Currency = NonNullable<Input["returnShippingFee"]>["amount"]["currencyCode"];

/** In the money the customer paid with, as Shopify's ReturnShippingFeeInput asks for it. */
function flatFee(flat: Money | null) {
  if (!flat || flat.minor <= 0) return {};
  const currencyCode = flat.currency as Currency;
  return { returnShippingFee: { amount: { amount: toDecimal(flat), currencyCode } } };
}

export async function sendApproval(desk: Desk, shopifyId: string): Promise<Told> {
  return told((await desk.shopify.change(approve, { id: shopifyId })).returnApproveRequest);
}

const declineWords = {
  "final-sale": "FINAL_SALE",
  "window-closed": "RETURN_PERIOD_ENDED",
  other: "OTHER",
} as const;

export async function sendDecline(
  desk: Desk,
  shopifyId: string,
  { reason, note }: { reason: DeclineReason; note: string | null },
): Promise<Told> {
  const input = {
    id: shopifyId,
    declineReason: declineWords[reason],
    declineNote: note,
    notifyCustomer: false,
  };
  return told((await desk.shopify.change(decline, { input })).returnDeclineRequest);
}

export async function sendCancel(desk: Desk, shopifyId: string): Promise<Told> {
  return told((await desk.shopify.change(cancel, { id: shopifyId })).returnCancel);
}

function told(answer: Answer): Told {
  if (answer?.return) return { ok: true, shopifyId: answer.return.id };
  return { ok: false, message: answer?.userErrors.map(({ message }) => message).join(" ") ?? "" };
}

function seenOf(found: Whole): SeenReturn {
  const reverse = found.reverseFulfillmentOrders.nodes.flatMap(({ lineItems }) => lineItems.nodes);
  const refunds: SeenRefund[] = found.refunds.nodes.map(({ id, note, totalRefundedSet, transactions }) => {
    const { amount, currencyCode } = totalRefundedSet.presentmentMoney;
    const states = transactions.nodes.map(({ status }) => status);
    return { id, note: note ?? null, amount: fromDecimal(amount, currencyCode), states };
  });
  return {
    shopifyId: found.id,
    name: found.name,
    orderId: found.order.id,
    status: found.status,
    createdAt: new Date(found.createdAt),
    approvedAt: dateOf(found.requestApprovedAt),
    closedAt: dateOf(found.closedAt),
    decline: found.decline
      ? { reason: declineReasonOf(found.decline.reason), note: found.decline.note ?? null }
      : null,
    lines: found.returnLineItems.nodes.flatMap((line) => lineOf(line, reverse)),
    refunds,
  };
}

type Node = Whole["returnLineItems"]["nodes"][number];
type Reverse = { id: string; fulfillmentLineItem?: { id: string } | null };

/** Lines without a receipt are not tied to the order; there is nothing we could do with them. */
function lineOf(line: Node, reverse: readonly Reverse[]): SeenLine[] {
  if (line.__typename !== "ReturnLineItem") return [];
  const { fulfillmentLineItem: sent } = line;
  return [
    {
      shopifyLineId: line.id,
      fulfillmentLineId: sent.id,
      lineId: sent.lineItem.id,
      title: sent.lineItem.title,
      quantity: line.quantity,
      processed: line.processedQuantity,
      refunded: line.refundedQuantity,
      processable: line.processableQuantity,
      reason: line.returnReasonDefinition?.handle ?? "unknown",
      reasonLabel: line.returnReasonDefinition?.name ?? "",
      note: line.customerNote || line.returnReasonNote || null,
      reverseLineId: reverse.find((row) => row.fulfillmentLineItem?.id === sent.id)?.id ?? null,
    },
  ];
}

function declineReasonOf(reason: "FINAL_SALE" | "OTHER" | "RETURN_PERIOD_ENDED"): DeclineReason {
  if (reason === "FINAL_SALE") return "final-sale";
  return reason === "RETURN_PERIOD_ENDED" ? "window-closed" : "other";
}

function dateOf(text: string | null | undefined): Date | null {
  return text ? new Date(text) : null;
}

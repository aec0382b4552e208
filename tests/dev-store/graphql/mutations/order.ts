import { cancelOrder } from "../../acts/cancel.ts";
import {
  addTags,
  createCustomer,
  deleteOrder,
  removeTags,
  updateCustomer,
  updateOrder,
} from "../../acts/edit.ts";
import type { CustomerChange, OrderChange } from "../../acts/edit.ts";
import { sendInvoice } from "../../acts/exchange/collect.ts";
import type { Invoice } from "../../acts/exchange/collect.ts";
import { parseMoney } from "../../state/money.ts";
import type { CancelReason, Order } from "../../state/order.ts";
import { refused } from "../../state/outcome.ts";
import { payOrder } from "../../acts/pay.ts";
import { createRefund } from "../../acts/pay-back.ts";
import type { RefundDraft } from "../../acts/pay-back.ts";
import type { RestockType } from "../../state/refund.ts";
import type { Attribute } from "../../state/shop.ts";
import { touch } from "../../acts/touch.ts";
import type { Store } from "../../store.ts";
import { creditIn, needsCreditScope } from "../types/credit.ts";
import type { RefundMethod } from "../types/credit.ts";
import { addressOf } from "../types/address.ts";
import type { AddressInput } from "../types/address.ts";
import { fields, idOf, NotBuilt, only } from "../field.ts";
import type { Args, Call } from "../field.ts";
import { orderCreate } from "./order-create.ts";
import { errorsUnder } from "../types/view.ts";

type RefundInput = {
  orderId: string;
  currency?: string;
  note?: string;
  discrepancyReason?: "CUSTOMER" | "DAMAGE" | "OTHER" | "RESTOCK";
  allowOverRefunding?: boolean;
  refundLineItems?: {
    lineItemId: string;
    quantity: number;
    restockType?: RestockType;
    locationId?: string;
  }[];
  shipping?: { amount?: string; fullRefund?: boolean };
  transactions?: { amount: string; gateway: string; kind: string; orderId: string; parentId?: string }[];
  refundMethods?: RefundMethod[];
};

function refundDraft(order: Order, input: RefundInput): RefundDraft {
  const currency = input.currency ?? order.currencies.shop;
  const reason = input.discrepancyReason;
  return {
    note: input.note ?? null,
    allowOverRefunding: input.allowOverRefunding ?? false,
    ...(reason && reason !== "OTHER" ? { reason } : {}),
    ...shippingOf(input, currency),
    lines: (input.refundLineItems ?? []).map((line) => ({
      lineItemId: idOf("LineItem", line.lineItemId),
      quantity: line.quantity,
      restockType: line.restockType ?? "NO_RESTOCK",
      locationId: line.locationId ? idOf("Location", line.locationId) : null,
    })),
    transactions: (input.transactions ?? []).map((row) => paymentOf(row, currency)),
    ...creditIn(input.refundMethods),
  };
}

function shippingOf({ shipping }: RefundInput, currency: string): Pick<RefundDraft, "shipping"> {
  if (shipping?.fullRefund) return { shipping: "all" };
  return shipping?.amount ? { shipping: parseMoney(String(shipping.amount), currency) } : {};
}

function paymentOf(row: NonNullable<RefundInput["transactions"]>[number], currency: string) {
  if (row.kind !== "REFUND") throw new NotBuilt(`A refund transaction of kind ${row.kind}`);
  return {
    amount: parseMoney(String(row.amount), currency),
    parentId: row.parentId ? idOf("OrderTransaction", row.parentId) : null,
    gateway: row.gateway,
  };
}

function refundCreate({ args, store, context }: Call) {
  const input = args.input as RefundInput;
  only(
    input,
    "orderId currency note notify discrepancyReason allowOverRefunding refundLineItems shipping transactions refundMethods",
    "refundCreate.input",
  );
  if (input.refundMethods?.length) needsCreditScope(context);
  const order = store.find("Order", idOf("Order", input.orderId));
  if (!order)
    return { order: null, refund: null, userErrors: refused(["orderId"], "Order does not exist").errors };
  const outcome = createRefund(store, order, refundDraft(order, input));
  return { order, refund: outcome.value, userErrors: outcome.errors };
}

type CancelArgs = {
  reason: CancelReason;
  restock: boolean;
  refund?: boolean | null;
  refundMethod?: { originalPaymentMethodsRefund?: boolean; storeCreditRefund?: unknown } | null;
  staffNote?: string | null;
};

function refundIn({ refund, refundMethod }: CancelArgs): boolean | "store-credit" {
  if (refundMethod?.storeCreditRefund) return "store-credit";
  return refund ?? refundMethod?.originalPaymentMethodsRefund ?? false;
}

function orderCancel({ args, store, context }: Call) {
  const wish = args as CancelArgs;
  const order = store.find("Order", idOf("Order", args.orderId));
  if (wish.refundMethod?.storeCreditRefund) needsCreditScope(context);
  const both = typeof wish.refund === "boolean" && wish.refundMethod;
  const outcome = !order
    ? refused(["orderId"], "Order does not exist", "NOT_FOUND")
    : both
      ? refused(["refund"], "Only one of the arguments `refund` or `refund_method` is allowed.", "INVALID")
      : cancelOrder(store, order, {
          reason: wish.reason,
          restock: wish.restock,
          refund: refundIn(wish),
          staffNote: wish.staffNote ?? null,
        });
  return {
    job: outcome.value,
    jobResult: outcome.value,
    orderCancelUserErrors: outcome.errors,
    userErrors: outcome.errors,
  };
}

function orderUpdate({ args, store }: Call) {
  const input = args.input as Args & {
    id: string;
    shippingAddress?: AddressInput;
    customAttributes?: Attribute[];
  };
  only(input, "id note email phone poNumber tags customAttributes shippingAddress", "orderUpdate.input");
  const order = store.find("Order", idOf("Order", input.id));
  if (!order) return { order: null, userErrors: refused(["id"], "Order does not exist").errors };
  const { id: _id, shippingAddress, ...rest } = input;
  const change: OrderChange = { ...(rest as OrderChange) };
  if (shippingAddress) change.shippingAddress = addressOf(store, shippingAddress);
  const outcome = updateOrder(store, order, change);
  return { order, userErrors: errorsUnder(outcome.errors, "input") };
}

/** Opens or closes an order, as archiving does. */
function setClosed({ args, store }: Call, closed: boolean) {
  const { id } = args.input as { id: string };
  const order = store.find("Order", idOf("Order", id));
  if (!order) return { order: null, userErrors: refused(["id"], "Order does not exist").errors };
  order.closedAt = closed ? (order.closedAt ?? store.now()) : null;
  touch(store, order);
  return { order, userErrors: [] };
}

function tagged(store: Store, id: unknown) {
  const text = String(id);
  return store.find("Order", text) ?? store.find("Customer", text) ?? store.find("Product", text);
}

function changeTags({ args, store }: Call, change: typeof addTags) {
  const found = tagged(store, args.id);
  if (!found) return { node: null, userErrors: refused(["id"], "Resource does not exist").errors };
  const tags = (args.tags as string[]).flatMap((tag) => tag.split(","));
  return { node: change(store, found, tags), userErrors: [] };
}

function customerInput(input: Args, where: string): CustomerChange {
  only(input, "id firstName lastName email phone note tags locale taxExempt", where);
  const { id: _id, ...change } = input;
  return change as CustomerChange;
}

export const orderMutations = fields<unknown>({
  orderCreate: (_root, call) => orderCreate(call),
  refundCreate: (_root, call) => refundCreate(call),
  orderCancel: (_root, call) => orderCancel(call),
  orderUpdate: (_root, call) => orderUpdate(call),
  orderClose: (_root, call) => setClosed(call, true),
  orderOpen: (_root, call) => setClosed(call, false),
  orderInvoiceSend: (_root, { args, store }) => {
    const order = store.find("Order", idOf("Order", args.id));
    const email = (args.email ?? {}) as Invoice;
    only(email, "to subject customMessage body from bcc", "orderInvoiceSend.email");
    const outcome = order ? sendInvoice(store, order, email) : refused(["id"], "Order does not exist");
    return { order: outcome.value, userErrors: outcome.errors };
  },
  orderMarkAsPaid: (_root, { args, store }) => {
    const order = store.find("Order", idOf("Order", (args.input as { id: string }).id));
    const outcome = order ? payOrder(store, order) : refused(["id"], "Order does not exist");
    return { order, userErrors: outcome.errors };
  },
  orderDelete: (_root, { args, store }) => {
    const order = store.find("Order", idOf("Order", args.orderId));
    const outcome = order
      ? deleteOrder(store, order)
      : refused(["orderId"], "Order does not exist", "NOT_FOUND");
    return { deletedId: outcome.value, userErrors: outcome.errors };
  },
  tagsAdd: (_root, call) => changeTags(call, addTags),
  tagsRemove: (_root, call) => changeTags(call, removeTags),
  customerCreate: (_root, { args, store }) => {
    const outcome = createCustomer(store, customerInput(args.input as Args, "customerCreate.input"));
    return { customer: outcome.value, userErrors: outcome.errors };
  },
  customerUpdate: (_root, { args, store }) => {
    const input = args.input as Args;
    const customer = store.find("Customer", idOf("Customer", input.id));
    const outcome = customer
      ? updateCustomer(store, customer, customerInput(input, "customerUpdate.input"))
      : refused(["id"], "Customer does not exist");
    return { customer: outcome.value, userErrors: outcome.errors };
  },
});

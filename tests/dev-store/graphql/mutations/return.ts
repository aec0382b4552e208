import { parseMoney } from "../../state/money.ts";
import { done, refused } from "../../state/outcome.ts";
import type { Outcome } from "../../state/outcome.ts";
import { processReturn } from "../../acts/process.ts";
import type { ProcessDraft } from "../../acts/process.ts";
import type { DeclineReason, DispositionType, Return } from "../../state/return.ts";
import {
  approveReturn,
  cancelReturn,
  closeReturn,
  createReturn,
  declineReturn,
  removeFromReturn,
  reopenReturn,
  requestReturn,
} from "../../acts/send-back.ts";
import type { ReturnDraft } from "../../acts/send-back.ts";
import type { ExchangeDraft } from "../../acts/exchange/exchange.ts";
import { createReverseDelivery, disposeGoods, updateReverseDelivery } from "../../acts/reverse.ts";
import type { ShippingDraft } from "../../acts/reverse.ts";
import type { Store } from "../../store.ts";
import { fields, idOf, NotBuilt, only } from "../field.ts";
import type { Call } from "../field.ts";
import { creditIn, needsCreditScope } from "../types/credit.ts";
import type { RefundMethod } from "../types/credit.ts";
import { reasonIdOf } from "../types/return.ts";
import { errorsUnder } from "../types/view.ts";

type MoneyInput = { amount: string; currencyCode: string };
type LineInput = {
  fulfillmentLineItemId: string;
  quantity: number;
  returnReason?: string;
  returnReasonDefinitionId?: string;
  returnReasonNote?: string;
  customerNote?: string;
  restockingFee?: { percentage: number };
};
type ExchangeInput = {
  variantId?: string;
  quantity: number;
  appliedDiscount?: { description?: string; value: { amount?: MoneyInput; percentage?: number } };
};
type ReturnInput = {
  orderId: string;
  returnLineItems: LineInput[];
  exchangeLineItems?: ExchangeInput[];
  returnShippingFee?: { amount: MoneyInput };
  requestedAt?: string;
};

function draftOf(input: ReturnInput): ReturnDraft {
  return {
    ...(input.returnShippingFee ? { shippingFee: moneyOf(input.returnShippingFee.amount) } : {}),
    ...(input.requestedAt ? { requestedAt: input.requestedAt } : {}),
    exchanges: (input.exchangeLineItems ?? []).map(exchangeOf),
    lines: input.returnLineItems.map((line) => ({
      fulfillmentLineItemId: idOf("FulfillmentLineItem", line.fulfillmentLineItemId),
      quantity: line.quantity,
      reasonId: line.returnReasonDefinitionId ?? reasonIdOf(line.returnReason ?? "UNKNOWN"),
      reasonNote: line.returnReasonNote ?? "",
      customerNote: line.customerNote ?? null,
      restockingFeePercentage: line.restockingFee?.percentage ?? null,
    })),
  };
}

function exchangeOf(input: ExchangeInput): ExchangeDraft {
  only(input, "variantId quantity appliedDiscount", "ExchangeLineItemInput");
  const { variantId, quantity, appliedDiscount } = input;
  if (!variantId) throw new NotBuilt("An exchange for something without a variant");
  const goods = { variantId: idOf("ProductVariant", variantId), quantity };
  if (!appliedDiscount) return goods;
  const { amount, percentage = 0 } = appliedDiscount.value;
  const value = amount ? { amount: moneyOf(amount) } : { percentage };
  return { ...goods, discount: { description: appliedDiscount.description ?? "", value } };
}

function moneyOf(input: MoneyInput) {
  return parseMoney(String(input.amount), input.currencyCode);
}

function openWith(call: Call, argument: "input" | "returnInput") {
  const input = call.args[argument] as ReturnInput;
  only(
    input,
    "orderId returnLineItems exchangeLineItems returnShippingFee requestedAt notifyCustomer unprocessed",
    `${call.info.fieldName}.${argument}`,
  );
  const order = call.store.find("Order", idOf("Order", input.orderId));
  const open = argument === "input" ? requestReturn : createReturn;
  const outcome = order
    ? open(call.store, order, draftOf(input))
    : refused(["orderId"], "Order was not found.", "NOT_FOUND");
  return answer(outcome, argument);
}

function answer(outcome: Outcome<Return>, ...path: string[]) {
  return { return: outcome.value, userErrors: errorsUnder(outcome.errors, ...path) };
}

/** Does something with the return of this id, or says that there is none. */
function withReturn(store: Store, id: unknown, act: (found: Return) => Outcome<Return>): Outcome<Return> {
  const found = store.find("Return", idOf("Return", id));
  return found ? act(found) : refused(["id"], "Return not found.", "NOT_FOUND");
}

type RemovalInput = { returnLineItemId: string; quantity: number };
type ExchangeRemovalInput = { exchangeLineItemId: string; quantity: number };
type DispositionInput = {
  reverseFulfillmentOrderLineItemId: string;
  quantity: number;
  dispositionType: DispositionType;
  locationId?: string;
};
type ProcessInput = {
  returnId: string;
  returnLineItems?: { id: string; quantity: number; dispositions?: DispositionInput[] }[];
  exchangeLineItems?: { id: string; quantity: number }[];
  refundShipping?: { fullRefund?: boolean; shippingRefundAmount?: MoneyInput };
  financialTransfer?: {
    issueRefund?: {
      allowOverRefunding?: boolean;
      orderTransactions: { parentId: string; transactionAmount: MoneyInput }[];
      refundMethods?: RefundMethod[];
    };
  };
  note?: string;
};

function dispositionOf(input: DispositionInput) {
  return {
    lineId: idOf("ReverseFulfillmentOrderLineItem", input.reverseFulfillmentOrderLineItemId),
    quantity: input.quantity,
    type: input.dispositionType,
    locationId: input.locationId ? idOf("Location", input.locationId) : null,
  };
}

function processDraft(input: ProcessInput): ProcessDraft {
  return {
    note: input.note ?? null,
    ...shippingWishOf(input),
    ...refundWishOf(input),
    exchanges: (input.exchangeLineItems ?? []).map((line) => ({
      id: idOf("ExchangeLineItem", line.id),
      quantity: line.quantity,
    })),
    lines: (input.returnLineItems ?? []).map((line) => ({
      returnLineId: idOf("ReturnLineItem", line.id),
      quantity: line.quantity,
      dispositions: (line.dispositions ?? []).map(dispositionOf),
    })),
  };
}

function shippingWishOf({ refundShipping }: ProcessInput): Pick<ProcessDraft, "shipping"> {
  if (refundShipping?.fullRefund) return { shipping: "all" };
  const amount = refundShipping?.shippingRefundAmount;
  return amount ? { shipping: moneyOf(amount) } : {};
}

function refundWishOf({ financialTransfer }: ProcessInput): Pick<ProcessDraft, "refund"> {
  const refund = financialTransfer?.issueRefund;
  if (!refund) return {};
  const transactions = refund.orderTransactions.map((row) => ({
    parentId: idOf("OrderTransaction", row.parentId),
    amount: moneyOf(row.transactionAmount),
  }));
  const credit = creditIn(refund.refundMethods);
  return { refund: { allowOverRefunding: refund.allowOverRefunding ?? false, transactions, ...credit } };
}

type TrackingInput = { number?: string; url?: string } | null;

function shippingOf(args: Call["args"]): ShippingDraft {
  const label = args.labelInput as { fileUrl: string } | null | undefined;
  return { tracking: (args.trackingInput ?? null) as TrackingInput, labelUrl: label?.fileUrl ?? null };
}

export const returnMutations = fields<unknown>({
  returnRequest: (_root, call) => openWith(call, "input"),
  returnCreate: (_root, call) => openWith(call, "returnInput"),
  returnApproveRequest: (_root, { args, store }) => {
    const { id } = args.input as { id: string };
    return answer(
      withReturn(store, id, (found) => approveReturn(store, found)),
      "input",
    );
  },
  returnDeclineRequest: (_root, { args, store }) => {
    const input = args.input as { id: string; declineReason: DeclineReason; declineNote?: string };
    const decline = { reason: input.declineReason, note: input.declineNote ?? null };
    return answer(
      withReturn(store, input.id, (found) => declineReturn(store, found, decline)),
      "input",
    );
  },
  returnCancel: (_root, { args, store }) =>
    answer(withReturn(store, args.id, (found) => cancelReturn(store, found))),
  returnClose: (_root, { args, store }) =>
    answer(withReturn(store, args.id, (found) => closeReturn(store, found))),
  returnReopen: (_root, { args, store }) =>
    answer(withReturn(store, args.id, (found) => reopenReturn(store, found))),
  removeFromReturn: (_root, { args, store }) => {
    const removals = ((args.returnLineItems ?? []) as RemovalInput[]).map((row) => ({
      returnLineId: idOf("ReturnLineItem", row.returnLineItemId),
      quantity: row.quantity,
    }));
    const exchanges = ((args.exchangeLineItems ?? []) as ExchangeRemovalInput[]).map((row) => ({
      exchangeLineId: idOf("ExchangeLineItem", row.exchangeLineItemId),
      quantity: row.quantity,
    }));
    const all = [...removals, ...exchanges];
    return answer(withReturn(store, args.returnId, (found) => removeFromReturn(store, found, all)));
  },
  returnProcess: (_root, { args, store, context }) => {
    const input = args.input as ProcessInput;
    only(
      input,
      "returnId returnLineItems exchangeLineItems refundShipping financialTransfer note notifyCustomer",
      "returnProcess.input",
    );
    if (input.financialTransfer?.issueRefund?.refundMethods?.length) needsCreditScope(context);
    const draft = processDraft(input);
    return answer(
      withReturn(store, input.returnId, (found) => processReturn(store, found, draft)),
      "input",
    );
  },
  reverseDeliveryCreateWithShipping: (_root, { args, store }) => {
    const rows = args.reverseDeliveryLineItems as {
      reverseFulfillmentOrderLineItemId: string;
      quantity: number;
    }[];
    const parcel = store.find(
      "ReverseFulfillmentOrder",
      idOf("ReverseFulfillmentOrder", args.reverseFulfillmentOrderId),
    );
    const lines = rows.map((row) => ({
      lineId: idOf("ReverseFulfillmentOrderLineItem", row.reverseFulfillmentOrderLineItemId),
      quantity: row.quantity,
    }));
    const outcome = parcel
      ? createReverseDelivery(store, parcel, { ...shippingOf(args), lines })
      : refused(["reverseFulfillmentOrderId"], "Reverse fulfillment order was not found.", "NOT_FOUND");
    return { reverseDelivery: outcome.value, userErrors: outcome.errors };
  },
  reverseDeliveryShippingUpdate: (_root, { args, store }) => {
    const delivery = store.find("ReverseDelivery", idOf("ReverseDelivery", args.reverseDeliveryId));
    const outcome = delivery
      ? updateReverseDelivery(store, delivery, shippingOf(args))
      : refused(["reverseDeliveryId"], "Reverse delivery was not found.", "NOT_FOUND");
    return { reverseDelivery: outcome.value, userErrors: outcome.errors };
  },
  reverseFulfillmentOrderDispose: (_root, { args, store }) => {
    const drafts = (args.dispositionInputs as DispositionInput[]).map(dispositionOf);
    const outcome = drafts.length === 0 ? done([]) : disposeGoods(store, drafts);
    return { reverseFulfillmentOrderLineItems: outcome.value, userErrors: outcome.errors };
  },
});

import type { MoneyBag } from "./money.ts";
import type { DiscountApplication, LineItem } from "./order.ts";

export type ReturnStatus = "REQUESTED" | "OPEN" | "CLOSED" | "DECLINED" | "CANCELED";
export type DeclineReason = "FINAL_SALE" | "OTHER" | "RETURN_PERIOD_ENDED";
export type DispositionType = "MISSING" | "NOT_RESTOCKED" | "PROCESSING_REQUIRED" | "RESTOCKED";

export type Return = {
  id: string;
  orderId: string;
  /** "#1001-R1" */
  name: string;
  status: ReturnStatus;
  createdAt: string;
  requestApprovedAt: string | null;
  closedAt: string | null;
  decline: { reason: DeclineReason; note: string | null } | null;
  lines: ReturnLine[];
  exchangeLines: ExchangeLine[];
  /** Fees the buyer owes because goods were exchanged without a refund to take them from. */
  chargedFees?: MoneyBag;
  shippingFees: { id: string; amount: MoneyBag }[];
  reverseFulfillmentOrders: ReverseFulfillmentOrder[];
};

export type ReturnLine = {
  id: string;
  orderId: string;
  returnId: string;
  fulfillmentLineItemId: string;
  lineItemId: string;
  quantity: number;
  processedQuantity: number;
  refundedQuantity: number;
  /** Processed units whose worth went into other goods and not into a refund. */
  tradedQuantity?: number;
  reasonId: string;
  reasonNote: string;
  customerNote: string | null;
  restockingFeePercentage: number | null;
};

/** Goods for goods: what the buyer is to get. It joins the order's lines when it is processed, not before. */
export type ExchangeLine = {
  id: string;
  orderId: string;
  returnId: string;
  goods: Omit<LineItem, "id" | "quantity" | "discountAllocations" | "taxLines">;
  taxes: { title: string; rate: number }[];
  discount: DiscountApplication | null;
  /** What the discount takes off all units. */
  off: MoneyBag;
  /** All that were ever wished for: units taken out again still count. */
  quantity: number;
  processedQuantity: number;
  removedQuantity: number;
  /** The order's lines it became, one for each time it was processed. */
  lineItemIds: string[];
};

export type ReverseFulfillmentOrder = {
  id: string;
  orderId: string;
  returnId: string;
  status: "OPEN" | "CLOSED" | "CANCELED";
  lines: ReverseFulfillmentOrderLine[];
  deliveries: ReverseDelivery[];
};

export type ReverseFulfillmentOrderLine = {
  id: string;
  orderId: string;
  reverseFulfillmentOrderId: string;
  returnLineId: string;
  fulfillmentLineItemId: string;
  totalQuantity: number;
  dispositions: Disposition[];
};

export type Disposition = {
  id: string;
  type: DispositionType;
  quantity: number;
  locationId: string | null;
  createdAt: string;
};

export type ReverseDelivery = {
  id: string;
  orderId: string;
  reverseFulfillmentOrderId: string;
  tracking: { number: string | null; url: string | null; carrierName: string | null } | null;
  label: { publicFileUrl: string; createdAt: string } | null;
  lines: ReverseDeliveryLine[];
};

export type ReverseDeliveryLine = {
  id: string;
  orderId: string;
  reverseDeliveryId: string;
  reverseFulfillmentOrderLineId: string;
  quantity: number;
};

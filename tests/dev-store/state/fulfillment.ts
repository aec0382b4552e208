import type { Address } from "./shop.ts";

export type FulfillmentEventStatus =
  | "ATTEMPTED_DELIVERY"
  | "CARRIER_PICKED_UP"
  | "CONFIRMED"
  | "DELAYED"
  | "DELIVERED"
  | "FAILURE"
  | "IN_TRANSIT"
  | "LABEL_PRINTED"
  | "LABEL_PURCHASED"
  | "OUT_FOR_DELIVERY"
  | "READY_FOR_PICKUP";

export type Tracking = { company: string | null; number: string | null; url: string | null };

export type Fulfillment = {
  id: string;
  orderId: string;
  /** "#1001-F1" */
  name: string;
  status: "SUCCESS" | "CANCELLED";
  createdAt: string;
  updatedAt: string;
  tracking: Tracking[];
  locationId: string;
  notifiedCustomer: boolean;
  originAddress: Partial<Address> | null;
  lines: FulfillmentLineItem[];
  events: FulfillmentEvent[];
};

export type FulfillmentLineItem = {
  id: string;
  orderId: string;
  fulfillmentId: string;
  lineItemId: string;
  quantity: number;
};

export type FulfillmentEvent = {
  id: string;
  orderId: string;
  fulfillmentId: string;
  status: FulfillmentEventStatus;
  message: string | null;
  happenedAt: string;
  createdAt: string;
  estimatedDeliveryAt: string | null;
  address1: string | null;
  city: string | null;
  province: string | null;
  country: string | null;
  zip: string | null;
  latitude: number | null;
  longitude: number | null;
};

export type FulfillmentOrder = {
  id: string;
  orderId: string;
  status: "OPEN" | "IN_PROGRESS" | "CLOSED" | "CANCELLED" | "ON_HOLD" | "SCHEDULED" | "INCOMPLETE";
  requestStatus: "UNSUBMITTED" | "SUBMITTED" | "ACCEPTED" | "CLOSED";
  locationId: string;
  createdAt: string;
  updatedAt: string;
  lines: FulfillmentOrderLineItem[];
  /** Nothing is sent while there is one. */
  holds: FulfillmentHold[];
};

export type FulfillmentHold = {
  id: string;
  reason: HoldReason;
  reasonNotes: string | null;
  handle: string | null;
  /** The client id of the app that holds; null when Shopify itself does. */
  app: string | null;
};

export type HoldReason =
  | "AWAITING_PAYMENT"
  | "AWAITING_RETURN_ITEMS"
  | "HIGH_RISK_OF_FRAUD"
  | "INCORRECT_ADDRESS"
  | "INVENTORY_OUT_OF_STOCK"
  | "ONLINE_STORE_POST_PURCHASE_CROSS_SELL"
  | "OTHER"
  | "UNKNOWN_DELIVERY_DATE";

export type FulfillmentOrderLineItem = {
  id: string;
  orderId: string;
  fulfillmentOrderId: string;
  lineItemId: string;
  totalQuantity: number;
  remainingQuantity: number;
};

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
};

export type FulfillmentOrderLineItem = {
  id: string;
  orderId: string;
  fulfillmentOrderId: string;
  lineItemId: string;
  totalQuantity: number;
  remainingQuantity: number;
};

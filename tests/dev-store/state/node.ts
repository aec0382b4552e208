import type { Customer } from "./customer.ts";
import type { DraftLine, DraftOrder } from "./draft.ts";
import type { Dispute } from "./doubt.ts";
import type {
  Fulfillment,
  FulfillmentEvent,
  FulfillmentLineItem,
  FulfillmentOrder,
  FulfillmentOrderLineItem,
} from "./fulfillment.ts";
import type { DiscountCode } from "./goodwill/discount-code.ts";
import type { GiftCard } from "./goodwill/gift-card.ts";
import type { LineItem, Order, OrderTransaction, ShippingLine } from "./order.ts";
import type { OrderEdit } from "./order-edit.ts";
import type { BulkOperation, Job, WebhookSubscription } from "./plumbing.ts";
import type { Product, Variant } from "./product.ts";
import type { Refund, RefundLine } from "./refund.ts";
import type {
  ExchangeLine,
  Return,
  ReturnLine,
  ReverseDelivery,
  ReverseDeliveryLine,
  ReverseFulfillmentOrder,
  ReverseFulfillmentOrderLine,
} from "./return.ts";
import type { Address, Location, Shop, StaffMember } from "./shop.ts";

/** What an id can name, by the word in the id. */
type Nodes = {
  Shop: Shop;
  Location: Location;
  StaffMember: StaffMember;
  Product: Product;
  ProductVariant: Variant;
  Customer: Customer;
  MailingAddress: Address;
  Order: Order;
  LineItem: LineItem;
  ShippingLine: ShippingLine;
  OrderTransaction: OrderTransaction;
  CalculatedOrder: OrderEdit;
  DraftOrder: DraftOrder;
  DraftOrderLineItem: DraftLine;
  ShopifyPaymentsDispute: Dispute;
  GiftCard: GiftCard;
  DiscountCodeNode: DiscountCode;
  Fulfillment: Fulfillment;
  FulfillmentLineItem: FulfillmentLineItem;
  FulfillmentEvent: FulfillmentEvent;
  FulfillmentOrder: FulfillmentOrder;
  FulfillmentOrderLineItem: FulfillmentOrderLineItem;
  Refund: Refund;
  RefundLineItem: RefundLine;
  Return: Return;
  ReturnLineItem: ReturnLine;
  ExchangeLineItem: ExchangeLine;
  ReverseFulfillmentOrder: ReverseFulfillmentOrder;
  ReverseFulfillmentOrderLineItem: ReverseFulfillmentOrderLine;
  ReverseDelivery: ReverseDelivery;
  ReverseDeliveryLineItem: ReverseDeliveryLine;
  WebhookSubscription: WebhookSubscription;
  BulkOperation: BulkOperation;
  Job: Job;
};
export type NodeKind = keyof Nodes;
export type NodeOf<Kind extends NodeKind> = Nodes[Kind];

/** The order and everything in it that has an id of its own. */
export function rows(order: Order): { id: string }[] {
  return [
    order,
    ...order.lines,
    ...order.shippingLines,
    ...order.transactions,
    ...order.fulfillmentOrders.flatMap((parcel) => [parcel, ...parcel.lines]),
    ...order.fulfillments.flatMap((parcel) => [parcel, ...parcel.lines, ...parcel.events]),
    ...order.refunds.flatMap((refund) => [refund, ...refund.lines]),
    ...order.returns.flatMap(returnRows),
    ...order.disputes,
  ];
}

function returnRows(request: Return): { id: string }[] {
  const parcels = request.reverseFulfillmentOrders.flatMap((parcel) => [
    parcel,
    ...parcel.lines,
    ...parcel.deliveries.flatMap((delivery) => [delivery, ...delivery.lines]),
  ]);
  return [request, ...request.lines, ...request.exchangeLines, ...parcels];
}

/** The number at the end of an id, as webhooks and REST write it. */
export function numericId(id: string): number {
  return Number(id.split("/").at(-1));
}

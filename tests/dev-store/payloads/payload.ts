import type { NodeKind, NodeOf } from "../state/node.ts";
import type { Store, StoreEvent } from "../store.ts";
import { customerGone, customerPayload, mergePayload } from "./customer.ts";
import { discountPayload } from "./discount.ts";
import { disputePayload, riskPayload } from "./doubt.ts";
import { draftPayload } from "./draft.ts";
import { heldPayload, releasedPayload } from "./hold.ts";
import { refundPayload, transactionPayload } from "./money.ts";
import { orderPayload } from "./order.ts";
import { editPayload } from "./order-edit.ts";
import { fulfillmentEventPayload, fulfillmentPayload } from "./parcel.ts";
import { productPayload } from "./product.ts";
import {
  declinedPayload,
  deliverablePayload,
  disposedPayload,
  returnChangedPayload,
  returnMovedPayload,
  returnPayload,
  returnProcessedPayload,
} from "./return.ts";
import { bulkPayload, shopPayload } from "./shop.ts";
import { idOf } from "./write.ts";

type Builder = (store: Store, event: StoreEvent) => unknown;

/** A builder for topics about one thing in the store; nothing is sent when it is gone by then. */
function about<Kind extends NodeKind>(
  kind: Kind,
  build: (store: Store, found: NodeOf<Kind>, event: StoreEvent) => unknown,
): Builder {
  return (store, event) => {
    const found = store.find(kind, event.resource.id);
    return found ? build(store, found, event) : null;
  };
}

const order = about("Order", orderPayload);
const returned = about("Return", (_store, request) => returnPayload(request));
const moved = about("Return", (_store, request) => returnMovedPayload(request));
const parcel = about("Fulfillment", fulfillmentPayload);
const parcelEvent = about("FulfillmentEvent", fulfillmentEventPayload);
const customer = about("Customer", customerPayload);
const product = about("Product", productPayload);
const onlyId: Builder = (_store, event) => ({ id: idOf(event.resource.id) });

const builders: Record<string, Builder> = {
  "orders/create": order,
  "orders/updated": order,
  "orders/paid": order,
  "orders/fulfilled": order,
  "orders/partially_fulfilled": order,
  "orders/cancelled": order,
  "orders/delete": onlyId,
  "orders/edited": about("CalculatedOrder", editPayload),
  "orders/risk_assessment_changed": about("Order", (store, found, event) =>
    riskPayload(store, found, event.detail),
  ),
  "draft_orders/create": about("DraftOrder", draftPayload),
  "draft_orders/update": about("DraftOrder", draftPayload),
  "discounts/create": about("DiscountCodeNode", discountPayload),
  "disputes/create": about("ShopifyPaymentsDispute", disputePayload),
  "disputes/update": about("ShopifyPaymentsDispute", disputePayload),
  "order_transactions/create": about("OrderTransaction", (store, row) =>
    transactionPayload(store, store.orderOf(row), row),
  ),
  "refunds/create": about("Refund", refundPayload),
  "fulfillments/create": parcel,
  "fulfillments/update": parcel,
  "fulfillment_orders/placed_on_hold": about("FulfillmentOrder", (_store, open, event) =>
    heldPayload(open, event.detail),
  ),
  "fulfillment_orders/hold_released": about("FulfillmentOrder", (_store, open) => releasedPayload(open)),
  "fulfillment_events/create": parcelEvent,
  "fulfillment_events/delete": parcelEvent,
  "returns/request": returned,
  "returns/approve": returned,
  "returns/decline": about("Return", (_store, request) => declinedPayload(request)),
  "returns/cancel": moved,
  "returns/close": moved,
  "returns/reopen": moved,
  "returns/update": about("Return", (_store, request, event) => returnChangedPayload(request, event.detail)),
  "returns/process": about("Return", (_store, request, event) =>
    returnProcessedPayload(request, event.detail),
  ),
  "reverse_deliveries/attach_deliverable": about("ReverseDelivery", deliverablePayload),
  "reverse_fulfillment_orders/dispose": about("ReverseFulfillmentOrder", (_store, found, event) =>
    disposedPayload(found, event.detail),
  ),
  "customers/create": customer,
  "customers/update": customer,
  "customers/delete": (_store, event) => customerGone(event.resource.id),
  "customers/merge": (_store, event) => mergePayload(event.detail),
  "products/create": product,
  "products/update": product,
  "products/delete": onlyId,
  "shop/update": (store) => shopPayload(store),
  "bulk_operations/finish": about("BulkOperation", bulkPayload),
};

/** The body of a topic as Shopify would write it now, or null when there is nothing to tell (any more). */
export function payloadOf(store: Store, event: StoreEvent): string | null {
  const built = builders[event.topic]?.(store, event) ?? null;
  return built === null ? null : JSON.stringify(built);
}

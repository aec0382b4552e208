import type {
  Fulfillment,
  FulfillmentEvent,
  FulfillmentHold,
  FulfillmentLineItem,
  FulfillmentOrder,
  FulfillmentOrderLineItem,
} from "../../state/fulfillment.ts";
import { portion } from "../../state/money.ts";
import { displayStatus, estimatedDelivery, eventTime } from "../../state/status.ts";
import { lineNet, lineOriginalTotal } from "../../state/totals.ts";
import type { Store } from "../../store.ts";
import { connect } from "../connection.ts";
import { fields } from "../field.ts";
import { imageOf } from "./order-parts.ts";
import { bagView, legacyId } from "./view.ts";

export const fulfillmentFields = fields<Fulfillment>({
  legacyResourceId: legacyId,
  order: (parcel, { store }) => store.orderOf(parcel),
  displayStatus,
  deliveredAt: (parcel) => eventTime(parcel, "DELIVERED"),
  inTransitAt: (parcel) => eventTime(parcel, "IN_TRANSIT"),
  estimatedDeliveryAt: estimatedDelivery,
  trackingInfo: (parcel, { args }) =>
    parcel.tracking.slice(0, (args.first as number | undefined) ?? undefined),
  events: (parcel, { args }) =>
    connect(args.sortKey === "HAPPENED_AT" ? byTime(parcel.events) : parcel.events, {
      args,
      value: (event: FulfillmentEvent) => event.happenedAt,
    }),
  fulfillmentLineItems: (parcel, { args }) => connect(parcel.lines, { args }),
  fulfillmentOrders: (parcel, { args, store }) => connect(store.orderOf(parcel).fulfillmentOrders, { args }),
  totalQuantity: (parcel) => parcel.lines.reduce((units, line) => units + line.quantity, 0),
  requiresShipping: (parcel, { store }) =>
    parcel.lines.some((row) => store.find("LineItem", row.lineItemId)?.requiresShipping ?? false),
  location: (parcel, { store }) => store.find("Location", parcel.locationId),
  service: (parcel, { store }) => manualService(store, parcel.locationId),
});

function byTime(events: FulfillmentEvent[]): FulfillmentEvent[] {
  return [...events].sort((a, b) => a.happenedAt.localeCompare(b.happenedAt));
}

function manualService(store: Store, locationId: string) {
  return {
    id: "gid://shopify/FulfillmentService/manual",
    handle: "manual",
    serviceName: "Manual",
    trackingSupport: false,
    inventoryManagement: false,
    requiresShippingMethod: true,
    callbackUrl: null,
    type: "MANUAL",
    location: store.find("Location", locationId),
  };
}

export const fulfillmentLineFields = fields<FulfillmentLineItem>({
  lineItem: (row, { store }) => store.find("LineItem", row.lineItemId),
  originalTotalSet: (row, { store }) => worth(store, row, "original"),
  discountedTotalSet: (row, { store }) => worth(store, row, "net"),
});

function worth(store: Store, row: FulfillmentLineItem, which: "original" | "net") {
  const line = store.find("LineItem", row.lineItemId);
  if (!line) throw new Error(`No line ${row.lineItemId}`);
  const whole = which === "original" ? lineOriginalTotal(line) : lineNet(store.orderOf(row), line);
  return bagView(portion(whole, row.quantity, line.quantity));
}

export const fulfillmentOrderFields = fields<FulfillmentOrder>({
  order: (open, { store }) => store.orderOf(open),
  orderName: (open, { store }) => store.orderOf(open).name,
  orderProcessedAt: (open, { store }) => store.orderOf(open).processedAt,
  lineItems: (open, { args }) => connect(open.lines, { args }),
  fulfillments: (open, { args, store }) => connect(store.orderOf(open).fulfillments, { args }),
  fulfillmentHolds: (open) => open.holds,
  supportedActions: ({ status }) => (actions[status] ?? []).map((action) => ({ action, externalUrl: null })),
  assignedLocation: (open, { store }) => {
    const location = store.find("Location", open.locationId);
    return location ? { ...location.address, name: location.name, location } : null;
  },
});

/** As live stores answer them; of other states none was recorded. */
const actions: Partial<Record<FulfillmentOrder["status"], string[]>> = {
  OPEN: ["CREATE_FULFILLMENT", "REPORT_PROGRESS", "MOVE", "HOLD", "SPLIT"],
  ON_HOLD: ["RELEASE_HOLD", "HOLD", "MOVE"],
};

export const holdFields = fields<FulfillmentHold>({
  displayReason: ({ reason }) => sentence(reason),
  heldByApp: () => null,
  heldByRequestingApp: ({ app }, { context }) => app === context.app,
});

/** AWAITING_PAYMENT is told as "Awaiting payment". */
function sentence(word: string): string {
  const words = word.replaceAll("_", " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const fulfillmentOrderLineFields = fields<FulfillmentOrderLineItem>({
  lineItem: (row, { store }) => store.find("LineItem", row.lineItemId),
  variant: (row, { store }) =>
    store.find("ProductVariant", store.find("LineItem", row.lineItemId)?.variantId ?? null),
  productTitle: (row, { store }) => store.find("LineItem", row.lineItemId)?.title,
  variantTitle: (row, { store }) => store.find("LineItem", row.lineItemId)?.variantTitle,
  sku: (row, { store }) => store.find("LineItem", row.lineItemId)?.sku,
  vendor: (row, { store }) => store.find("LineItem", row.lineItemId)?.vendor,
  requiresShipping: (row, { store }) => store.find("LineItem", row.lineItemId)?.requiresShipping,
  image: (row, { store }) => {
    const line = store.find("LineItem", row.lineItemId);
    return imageOf(line?.imageUrl ?? null, line?.title ?? null);
  },
});

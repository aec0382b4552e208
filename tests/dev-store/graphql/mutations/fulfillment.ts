import { holdFulfillment } from "../../acts/hold/ask.ts";
import { liftHolds } from "../../acts/hold/hold.ts";
import type {
  FulfillmentEventStatus,
  FulfillmentOrderLineItem,
  HoldReason,
  Tracking,
} from "../../state/fulfillment.ts";
import { refused } from "../../state/outcome.ts";
import { addFulfillmentEvent, cancelFulfillment, ship, updateTracking } from "../../acts/ship.ts";
import type { EventDraft } from "../../acts/ship.ts";
import type { Order } from "../../state/order.ts";
import type { Store } from "../../store.ts";
import { fields, idOf, only } from "../field.ts";
import type { Args, Call } from "../field.ts";

type TrackingInput = { company?: string; number?: string; numbers?: string[]; url?: string; urls?: string[] };
type RowsInput = {
  fulfillmentOrderId: string;
  fulfillmentOrderLineItems?: { id: string; quantity: number }[] | null;
};
type FulfillmentInput = {
  lineItemsByFulfillmentOrder: RowsInput[];
  notifyCustomer?: boolean;
  trackingInfo?: TrackingInput;
  originAddress?: Args;
};

function trackingOf(input: TrackingInput | undefined): Tracking[] {
  if (!input) return [];
  const numbers = input.numbers ?? (input.number === undefined ? [] : [input.number]);
  const urls = input.urls ?? (input.url === undefined ? [] : [input.url]);
  const rows = Math.max(numbers.length, urls.length, input.company ? 1 : 0);
  return Array.from({ length: rows }, (_, index) => ({
    company: input.company ?? null,
    number: numbers[index] ?? null,
    url: urls[index] ?? null,
  }));
}

type Rows = { row: FulfillmentOrderLineItem; quantity: number }[];

/** The units meant, or null when one of the fulfillment orders does not exist. */
function rowsOf(store: Store, input: RowsInput[]): { order: Order; rows: Rows } | null {
  const rows: Rows = [];
  let order: Order | null = null;
  for (const part of input) {
    const open = store.find("FulfillmentOrder", idOf("FulfillmentOrder", part.fulfillmentOrderId));
    if (!open) return null;
    order = store.orderOf(open);
    const wanted = part.fulfillmentOrderLineItems;
    for (const row of open.lines) {
      const quantity = wanted?.length
        ? wanted.find(({ id }) => id === row.id)?.quantity
        : row.remainingQuantity;
      if (quantity) rows.push({ row, quantity });
    }
  }
  return order ? { order, rows } : null;
}

function fulfillmentCreate({ args, store }: Call) {
  const input = args.fulfillment as FulfillmentInput;
  only(
    input,
    "lineItemsByFulfillmentOrder notifyCustomer trackingInfo originAddress",
    "fulfillmentCreate.fulfillment",
  );
  const found = rowsOf(store, input.lineItemsByFulfillmentOrder);
  const outcome = !found
    ? refused(["fulfillment"], "Fulfillment order does not exist.")
    : found.rows.length === 0
      ? refused(["fulfillment"], "Fulfillment order has an unfulfillable status= closed.")
      : ship(store, found.order, {
          rows: found.rows,
          tracking: trackingOf(input.trackingInfo),
          notify: input.notifyCustomer ?? false,
          originAddress: input.originAddress ?? null,
        });
  return { fulfillment: outcome.value, userErrors: outcome.errors };
}

type EventInput = Omit<EventDraft, "status"> & { fulfillmentId: string; status: FulfillmentEventStatus };

function trackingUpdate({ args, store }: Call) {
  const parcel = store.find("Fulfillment", idOf("Fulfillment", args.fulfillmentId));
  const outcome = parcel
    ? updateTracking(store, parcel, trackingOf(args.trackingInfoInput as TrackingInput))
    : refused(["fulfillmentId"], "Fulfillment does not exist.");
  return { fulfillment: outcome.value, userErrors: outcome.errors };
}

type HoldInput = {
  reason: HoldReason;
  reasonNotes?: string;
  handle?: string;
  fulfillmentOrderLineItems?: { id: string; quantity: number }[];
};

function hold({ args, store, context }: Call) {
  const input = args.fulfillmentHold as HoldInput;
  const known = "reason reasonNotes handle externalId notifyMerchant fulfillmentOrderLineItems";
  only(input, known, "fulfillmentOrderHold.fulfillmentHold");
  const open = store.find("FulfillmentOrder", idOf("FulfillmentOrder", args.id));
  const { reason, reasonNotes = null, handle = null, fulfillmentOrderLineItems: lines = [] } = input;
  const outcome = open
    ? holdFulfillment(store, open, { reason, reasonNotes, handle, lines, app: context.app })
    : refused(["id"], "The fulfillment order could not be found.", "FULFILLMENT_ORDER_NOT_FOUND");
  return {
    fulfillmentHold: outcome.value?.hold ?? null,
    fulfillmentOrder: outcome.value && open,
    remainingFulfillmentOrder: outcome.value?.rest ?? null,
    userErrors: outcome.errors,
  };
}

function releaseHold({ args, store }: Call) {
  const open = store.find("FulfillmentOrder", idOf("FulfillmentOrder", args.id));
  if (!open) {
    const missing = refused(["id"], "The fulfillment order wasn't found.", "FULFILLMENT_ORDER_NOT_FOUND");
    return { fulfillmentOrder: null, userErrors: missing.errors };
  }
  const ids = args.holdIds as string[] | null | undefined;
  liftHolds(store, open, ({ id }) => !ids || ids.includes(id));
  return { fulfillmentOrder: open, userErrors: [] };
}

export const fulfillmentMutations = fields<unknown>({
  fulfillmentOrderHold: (_root, call) => hold(call),
  fulfillmentOrderReleaseHold: (_root, call) => releaseHold(call),
  fulfillmentCreate: (_root, call) => fulfillmentCreate(call),
  fulfillmentCreateV2: (_root, call) => fulfillmentCreate(call),
  fulfillmentTrackingInfoUpdate: (_root, call) => trackingUpdate(call),
  fulfillmentTrackingInfoUpdateV2: (_root, call) => trackingUpdate(call),
  fulfillmentCancel: (_root, { args, store }) => {
    const parcel = store.find("Fulfillment", idOf("Fulfillment", args.id));
    const outcome = parcel
      ? cancelFulfillment(store, parcel)
      : refused(["id"], "Fulfillment does not exist.");
    return { fulfillment: outcome.value, userErrors: outcome.errors };
  },
  fulfillmentEventCreate: (_root, { args, store }) => {
    const { fulfillmentId, ...draft } = args.fulfillmentEvent as EventInput;
    const parcel = store.find("Fulfillment", idOf("Fulfillment", fulfillmentId));
    if (!parcel)
      return {
        fulfillmentEvent: null,
        userErrors: refused(["fulfillmentId"], "Fulfillment does not exist.").errors,
      };
    return { fulfillmentEvent: addFulfillmentEvent(store, parcel, draft), userErrors: [] };
  },
});

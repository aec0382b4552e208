import { moneyText } from "~/kit/money";
import { localeFor, words, type Locale, type Say } from "~/kit/words";

import { lateness, type Lateness } from "./lateness";
import { deliveredAt, liveParcels, type Order, type Parcel } from "./order";

/** An order as its shopper sees it: sentences in their language, nothing that only the team may know. */
export type OrderCard<Return = never> = {
  readonly id: string;
  readonly name: string;
  /** ISO */
  readonly placedAt: string;
  readonly status: string;
  /** Ordered, shipped, on its way, delivered. */
  readonly step: Step;
  /** "Expected 18 Nov, 4 days late"; null when nobody promised a day. */
  readonly arrival: string | null;
  readonly lateDays: number;
  readonly tracking: {
    readonly carrier: string | null;
    readonly number: string;
    readonly url: string | null;
  } | null;
  /** In the money the shopper paid with. */
  readonly total: string;
  readonly lines: readonly CardLine[];
  readonly action: { readonly kind: "track" | "return"; readonly label: string } | null;
  readonly returns: readonly Return[];
};

export type Step = 0 | 1 | 2 | 3;
type CardLine = {
  readonly title: string;
  readonly variant: string | null;
  readonly quantity: number;
  readonly image: string | null;
};

export type Viewer<Return> = {
  readonly now: Date;
  /** The shopper's language; any tag. */
  readonly locale: string;
  /** The shop's: its calendar says what "today" and "late" are. */
  readonly timezone: string;
  /** Cards of the order's returns, newest first; whoever knows them brings them along. */
  readonly returns?: readonly Return[];
};

/** The order as a card for its shopper. */
export function orderCard<Return = never>(order: Order, viewer: Viewer<Return>): OrderCard<Return> {
  const locale = localeFor(viewer.locale);
  const say = words(locale);
  const late = lateness(order, viewer.now, viewer.timezone);
  const parcel = telling(order);
  return {
    id: order.id,
    name: order.name,
    placedAt: order.placedAt.toISOString(),
    status: statusText(order, say),
    step: stepOf(order),
    arrival: arrivalText(late, { say, locale, timezone: viewer.timezone }),
    lateDays: late?.lateDays ?? 0,
    tracking: parcel?.trackingNumber
      ? { carrier: parcel.carrier, number: parcel.trackingNumber, url: parcel.trackingUrl }
      : null,
    total: moneyText(order.total.customer, locale),
    lines: order.lines.filter(({ quantity }) => quantity > 0).map(cardLine),
    action: actionFor(order, say),
    returns: viewer.returns ?? [],
  };
}

/** How far the order has come; a cancelled one stays where it was. */
export function stepOf(order: Order): Step {
  const parcels = liveParcels(order);
  if (deliveredAt(order)) return 3;
  if (parcels.length === 0) return 0;
  return parcels.some(isMoving) ? 2 : 1;
}

/** One sentence about where the order is. */
function statusText(order: Order, say: Say): string {
  if (order.cancelledAt) return say("orders.statusCancelled");
  if (order.financialStatus === "REFUNDED") return say("orders.statusRefunded");
  const carrier = telling(order)?.displayStatus;
  if (carrier === "FAILURE" || carrier === "ATTEMPTED_DELIVERY" || carrier === "NOT_DELIVERED") {
    return say("orders.statusMissed");
  }
  if (carrier === "OUT_FOR_DELIVERY") return say("orders.statusOutForDelivery");
  if (carrier === "READY_FOR_PICKUP") return say("orders.statusReadyForPickup");
  const words = [
    "orders.statusOrdered",
    "orders.statusShipped",
    "orders.statusOnItsWay",
    "orders.statusDelivered",
  ] as const;
  return say(words[stepOf(order)]);
}

type Speech = { readonly say: Say; readonly locale: Locale; readonly timezone: string };

/** "Expected 18 Nov, 4 days late", "Arrived 20 Nov", "Expected 25 Nov"; null without a promise. */
function arrivalText(late: Lateness | null, { say, locale, timezone }: Speech): string | null {
  if (!late) return null;
  const day = (at: Date) =>
    new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: timezone }).format(at);
  const about = {
    promised: day(late.promisedAt),
    days: late.lateDays,
    arrived: late.deliveredAt ? day(late.deliveredAt) : "",
  };
  if (late.deliveredAt) return say(late.lateDays > 0 ? "orders.arrivedLate" : "orders.arrived", about);
  return say(late.lateDays > 0 ? "orders.expectedLate" : "orders.expected", about);
}

const moving = new Set([
  "IN_TRANSIT",
  "OUT_FOR_DELIVERY",
  "ATTEMPTED_DELIVERY",
  "READY_FOR_PICKUP",
  "DELAYED",
  "CARRIER_PICKED_UP",
  "FAILURE",
  "DELIVERED",
]);

function isMoving(parcel: Parcel): boolean {
  return parcel.deliveredAt !== null || parcel.inTransitAt !== null || moving.has(parcel.displayStatus ?? "");
}

/** The parcel worth telling about: the first still under way, else the last that arrived. */
function telling(order: Order): Parcel | null {
  const parcels = liveParcels(order);
  return parcels.find((parcel) => parcel.deliveredAt === null) ?? parcels.at(-1) ?? null;
}

function actionFor(order: Order, say: Say): OrderCard["action"] {
  if (order.cancelledAt) return null;
  const mayReturn = order.lines.some((line) => line.currentQuantity > 0 && line.refundableQuantity > 0);
  if (deliveredAt(order)) return mayReturn ? { kind: "return", label: say("orders.return") } : null;
  return telling(order)?.trackingUrl ? { kind: "track", label: say("orders.track") } : null;
}

function cardLine({ title, variantTitle, quantity, imageUrl }: Order["lines"][number]): CardLine {
  return { title, variant: variantTitle, quantity, image: imageUrl };
}

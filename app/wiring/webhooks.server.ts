import { z } from "zod";

import { syncCustomerJob } from "~/customers/jobs";
import { exactJson } from "~/kit/exact";
import type { Job } from "~/kit/job";
import { syncOrderJob, takeBackfillJob } from "~/orders/jobs";
import { count } from "~/platform/counters.server";
import type { Errand, Reader, Reading } from "~/platform/webhooks/intake.server";
import { copyJob, eraseCustomerJob, eraseShopJob } from "~/privacy/jobs";
import { syncDisposedJob, syncReturnJob } from "~/returns/jobs";
import { closeShopJob, noteScopesJob, refreshShopJob } from "~/shops/jobs";

// Only what we need to know where to look; the state itself is read from the Admin API. Sub-ids may be
// strings: numbers beyond 2^53 were read digit by digit.
const number = z.union([z.number().int().positive(), z.string().regex(/^\d{1,20}$/)]);
const gid = (kind: string) => z.string().regex(new RegExp(`^gid://shopify/${kind}/\\d{1,20}$`));

const itself = (kind: string) =>
  z.object({ admin_graphql_api_id: gid(kind) }).transform((body) => body.admin_graphql_api_id);
const numbered = (kind: string) =>
  z
    .object({ id: number, admin_graphql_api_id: gid(kind).optional() })
    .transform((body) => body.admin_graphql_api_id ?? `gid://shopify/${kind}/${body.id}`);
const orderBelow = z.object({ order_id: number }).transform((body) => `gid://shopify/Order/${body.order_id}`);
const orderOfEdit = z.object({ order_edit: orderBelow }).transform((body) => body.order_edit);
// Cancelled, closed and reopened returns do not name their order.
const orderOfReturn = z.object({ order: itself("Order").optional() }).transform((body) => body.order);
const returnBelow = z.object({ return: itself("Return") }).transform((body) => body.return);

type Told = { readonly body: unknown; readonly at: Date; readonly webhookId: string };
type Duty = (told: Told) => Errand[];

const order =
  (where: z.ZodType<string>): Duty =>
  ({ body }) => {
    const orderId = where.parse(body);
    return [errand(syncOrderJob, { orderId }, orderId)];
  };
const returned =
  (where: z.ZodType<string>): Duty =>
  ({ body }) => {
    const returnId = where.parse(body);
    return [errand(syncReturnJob, { returnId }, returnId)];
  };
const aCustomer: Duty = ({ body }) => {
  const customerId = numbered("Customer").parse(body);
  return [errand(syncCustomerJob, { customerId }, customerId)];
};

const anOrder = order(numbered("Order"));
const itsOrder = order(orderBelow);
const aReturn: Duty = (told) => {
  const orderId = orderOfReturn.parse(told.body);
  const itsOwn = returned(itself("Return"))(told);
  return orderId ? [...itsOwn, errand(syncOrderJob, { orderId }, orderId)] : itsOwn;
};

/** What happens when Shopify says… */
const duties: Readonly<Record<string, Duty>> = {
  "orders/create": anOrder,
  "orders/updated": anOrder,
  "orders/paid": anOrder,
  "orders/fulfilled": anOrder,
  "orders/partially_fulfilled": anOrder,
  "orders/cancelled": anOrder,
  "orders/edited": order(orderOfEdit),
  "orders/delete": anOrder,
  "order_transactions/create": itsOrder,
  "refunds/create": itsOrder,
  "fulfillments/create": itsOrder,
  "fulfillments/update": itsOrder,
  "fulfillment_events/create": itsOrder,
  "fulfillment_events/delete": itsOrder,
  "returns/request": aReturn,
  "returns/approve": aReturn,
  "returns/decline": aReturn,
  "returns/process": aReturn,
  "returns/cancel": aReturn,
  "returns/close": aReturn,
  "returns/reopen": aReturn,
  "returns/update": returned(itself("Return")),
  "reverse_deliveries/attach_deliverable": returned(returnBelow),
  "reverse_fulfillment_orders/dispose": ({ body }) => {
    const reverseId = itself("ReverseFulfillmentOrder").parse(body);
    return [errand(syncDisposedJob, { reverseId }, reverseId)];
  },
  "customers/create": aCustomer,
  "customers/update": aCustomer,
  "customers/delete": aCustomer,
  "bulk_operations/finish": () => [errand(takeBackfillJob, {}, "backfill")],
  "shop/update": () => [errand(refreshShopJob, {}, "refresh")],
  "app/scopes_update": ({ body }) => {
    const { current } = z.object({ current: z.array(z.string()) }).parse(body);
    return [errand(noteScopesJob, { scopes: current }, "scopes")];
  },
  "app/uninstalled": ({ at }) => [errand(closeShopJob, { at: at.toISOString() }, "close")],
  // Who it is about stays in the delivery: the job names the delivery alone.
  "customers/data_request": ({ webhookId }) => [forPrivacy(copyJob, { webhookId }, webhookId)],
  "customers/redact": ({ webhookId }) => [forPrivacy(eraseCustomerJob, { webhookId }, webhookId)],
  "shop/redact": () => [forPrivacy(eraseShopJob, {}, "erase")],
};

/** Whether shopify.app.toml subscribes to it. */
export function isKnownTopic(topic: string): boolean {
  return Object.hasOwn(duties, topic);
}

export const knownTopics: readonly string[] = Object.keys(duties);

/** What one delivery leads to. A body that names another shop than its header was replayed: it leads to nothing. */
export const readDelivery: Reader = ({ shop, topic, body, ...sent }): Reading => {
  const duty = isKnownTopic(topic) ? duties[topic] : undefined;
  if (!duty) return { ignored: "unknown-topic" };
  const told = exactJson(body);
  const named = shopNamedIn(told);
  if (named !== null && named !== shop) return { ignored: countedAs("names-another-shop") };
  if (named === null && namesItsShop.has(topic)) return { ignored: countedAs("names-no-shop") };
  const at = sent.triggeredAt ?? sent.receivedAt;
  return { errands: duty({ body: told, at, webhookId: sent.webhookId }) };
};

/** Topics about the shop itself: their bodies name it, and one that does not was made for something else. */
const namesItsShop = new Set([
  "app/uninstalled",
  "shop/update",
  "shop/redact",
  "customers/redact",
  "customers/data_request",
]);

function countedAs(what: string): string {
  count(`webhooks.${what}`);
  return what;
}

const NamesShop = z.object({ shop_domain: z.string().nullish(), myshopify_domain: z.string().nullish() });

function shopNamedIn(body: unknown): string | null {
  const { data } = NamesShop.safeParse(body);
  return data?.shop_domain ?? data?.myshopify_domain ?? null;
}

function errand<Name extends string, Data>(job: Job<Name, Data>, data: Data, once: string): Errand {
  return { job: job.name, data: job.data.parse(data), once };
}

/** Also of a shop that has left. */
function forPrivacy<Name extends string, Data>(job: Job<Name, Data>, data: Data, once: string): Errand {
  return { ...errand(job, data, once), evenWhenLeft: true };
}

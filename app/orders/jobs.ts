import { z } from "zod";

import { job } from "~/kit/job";

const orderGid = z.string().regex(/^gid:\/\/shopify\/Order\/\d{1,20}$/);

/** The order has changed in Shopify, or was deleted: read it again. Asked for once per order, however many say so. */
export const syncOrderJob = job("orders.sync", z.object({ orderId: orderGid }));
/** Goes on with what Shopify has prepared: looks whether files are ready and takes them in. */
export const takeBackfillJob = job("orders.takeBackfill", z.object({}));
/** Reads again what changed lately, in case a webhook was lost. */
export const reconcileJob = job("orders.reconcile", z.object({}));
/** A change of this order went unheard: read it again, and count it where it was found missing. */
export const repairOrderJob = job("orders.repair", z.object({ orderId: orderGid, roundId: z.uuid() }));

import { z } from "zod";

import { job } from "~/kit/job";

/** A return has changed in Shopify: read it again. Asked for once per return, however many say so. */
export const syncReturnJob = job(
  "returns.sync",
  z.object({ returnId: z.string().regex(/^gid:\/\/shopify\/Return\/\d{1,20}$/) }),
);
/** Finds out what became of a request whose answer was lost, and asks again if it never arrived. */
export const resumeRequestJob = job("returns.resume", z.object({ id: z.uuid() }));
/** Approves a request that was held for as long as it could be taken back. */
export const approveHeldJob = job("returns.approveHeld", z.object({ id: z.uuid() }));
/** Returned items were put somewhere; Shopify names only the reverse fulfillment order. */
export const syncDisposedJob = job(
  "returns.syncDisposed",
  z.object({ reverseId: z.string().regex(/^gid:\/\/shopify\/ReverseFulfillmentOrder\/\d{1,20}$/) }),
);
/** Reads the returns of an order that came in before anybody watched it. */
export const followOrderJob = job("returns.followOrder", z.object({ orderId: z.string() }));

import { z } from "zod";

import { job } from "~/kit/job";

/** A return has changed in Shopify: read it again. */
export const syncReturnJob = job("returns.sync", z.object({ returnId: z.string() }));
/** Returned items were put somewhere; Shopify names only the reverse fulfillment order. */
export const syncDisposedJob = job("returns.syncDisposed", z.object({ reverseId: z.string() }));

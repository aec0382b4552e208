import { z } from "zod";

import { job } from "~/kit/job";

/** Looks after one intent until Shopify's books have decided it. */
export const resolveMoney = job("ledger.resolve", z.object({ intentId: z.uuid() }));

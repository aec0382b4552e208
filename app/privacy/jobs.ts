import { z } from "zod";

import { job } from "~/kit/job";

// The delivery holds whom it is about: a job's data outlives its work, and must name nobody.
const asked = z.strictObject({ webhookId: z.string().min(1).max(255) });

/** Somebody wants a copy of what the shop knows about them. */
export const copyJob = job("privacy.copy", asked);
/** Somebody is to be forgotten by the shop. */
export const eraseCustomerJob = job("privacy.erase-customer", asked);
/** The shop left two days ago and is to be forgotten. */
export const eraseShopJob = job("privacy.erase-shop", z.strictObject({}));

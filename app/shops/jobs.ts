import { z } from "zod";

import { job } from "~/kit/job";

/** The app was taken off the shop; `at` is when Shopify said so. */
export const closeShopJob = job("shops.close", z.object({ at: z.iso.datetime() }));
/** The shop's name, currency or address may have changed. */
export const refreshShopJob = job("shops.refresh", z.object({}));
/** The merchant granted other scopes. */
export const noteScopesJob = job(
  "shops.noteScopes",
  z.object({ scopes: z.array(z.string().max(100)).max(200) }),
);

import type { LoaderFunctionArgs } from "@remix-run/node";

import { shopify } from "~/shopify.server";

/** Shopify's own doors: the session token's bounce page and leaving the frame. */
export async function loader({ request }: LoaderFunctionArgs) {
  await shopify.authenticate.admin(request);
  return null;
}

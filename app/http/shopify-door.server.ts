import { shopify } from "~/shopify.server";

/** Shopify's own doors: the session token's bounce page and the way out of the frame. @throws Response always one of them */
export async function passThrough(request: Request): Promise<null> {
  await shopify.authenticate.admin(request);
  return null;
}

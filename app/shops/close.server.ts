import { accessChanged } from "~/platform/live.server";
import { TokenRefused, forgetTokens } from "~/platform/offline-token.server";
import type { Desk } from "~/platform/desk.server";

import { shopFacts } from "./shopify.server";

/**
 * The app was taken off the shop. Late, repeated or replayed news of it does nothing: news from before the
 * last install is old, and a shop whose token still works has not left.
 */
export async function closeShop(desk: Desk, { at }: { at: string }): Promise<void> {
  const uninstalledAt = new Date(at);
  const shop = await desk.db.shop.findFirstOrThrow({ where: { id: desk.shopId } });
  if (uninstalledAt < shop.installedAt || (await stillLetsUsIn(desk))) return;
  await desk.db.shop.updateMany({
    where: { installedAt: shop.installedAt, uninstalledAt: null },
    data: { uninstalledAt },
  });
  await accessChanged(desk, "shop");
  await forgetTokens(desk.shop.domain);
}

/** Whether the shop has the app by Shopify's own word: our token is taken there. @throws Unavailable */
export async function stillLetsUsIn(desk: Desk): Promise<boolean> {
  try {
    await shopFacts(desk.shopify);
    return true;
  } catch (error) {
    if (error instanceof TokenRefused) return false;
    throw error;
  }
}

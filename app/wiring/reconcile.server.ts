import { askReconcile } from "~/orders/reconcile/reconcile.server";
import { installedShops } from "~/platform/work.server";

/** Has every shop's recent orders compared with Shopify's, in case a webhook was lost. */
export async function reconcileShops(): Promise<void> {
  for (const desk of await installedShops()) await askReconcile(desk);
}

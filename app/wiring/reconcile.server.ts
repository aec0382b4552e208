import { reconcileJob } from "~/orders/jobs";
import { enqueue } from "~/platform/jobs.server";
import { installedShops } from "~/platform/work.server";

/** Has every shop's recent orders compared with Shopify's, in case a webhook was lost. */
export async function reconcileShops(): Promise<void> {
  for (const desk of await installedShops()) {
    await enqueue(desk, reconcileJob, { data: {}, once: "reconcile" });
  }
}

import { wakeDue } from "~/conversations/move.server";
import { dropOrphans } from "~/conversations/upload.server";
import { log } from "~/platform/log.server";
import { installedShops } from "~/platform/work.server";

/** What each shop's desk is tidied of by the clock; one shop that fails stops no other. */
export async function keepHouse(): Promise<void> {
  for (const desk of await installedShops()) {
    try {
      await wakeDue(desk);
      await dropOrphans(desk);
    } catch (error) {
      log.warn("A shop could not be tidied now", { shop: desk.shop.domain, error });
    }
  }
}

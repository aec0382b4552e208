import { log } from "~/platform/log.server";
import { installedShops } from "~/platform/work.server";
import { dropAgedOfHouse } from "~/privacy/retention/house.server";
import { dropAged } from "~/privacy/retention/keep.server";

/** By the clock: what is past its time is erased, in every shop and in the house. One that fails stops no other. */
export async function keepRetention(): Promise<void> {
  for (const desk of await installedShops()) {
    await dropAged(desk).catch((error: unknown) =>
      log.warn("A shop's old data could not be erased now", { shop: desk.shop.domain, error }),
    );
  }
  await dropAgedOfHouse();
}

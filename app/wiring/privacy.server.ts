import { log } from "~/platform/log.server";
import { installedShops } from "~/platform/work.server";
import { eraseRestored } from "~/privacy/journal/restored.server";
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

const PAUSE_MS = 1_000;

/**
 * Before a process serves anybody: whoever was erased since the backup that the database comes from is erased again.
 * While the database does not answer it waits, because nobody could be served then either.
 */
export async function untilErasedAgain(): Promise<void> {
  for (;;) {
    try {
      return void (await eraseRestored());
    } catch (error) {
      log.warn("Cannot look yet whether erased data came back", { error });
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

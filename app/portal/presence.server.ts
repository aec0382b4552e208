import type { Desk } from "~/platform/desk.server";
import { settingsOf } from "~/shops/settings";
import { isSomeoneHere } from "~/team/here.server";

import { presenceLine, type Presence } from "./presence";

/** The true line on who answers and until when, in the visitor's language. */
export async function presenceFor(desk: Desk, locale: string): Promise<Presence> {
  const { chatOpen: hours } = settingsOf(desk);
  const someoneHere = await isSomeoneHere(desk);
  return presenceLine({ hours, timezone: desk.shop.timezone, someoneHere }, desk.now, locale);
}

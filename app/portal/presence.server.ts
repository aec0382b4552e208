import { firstReplies } from "~/conversations/asked/first-replies.server";
import { MINUTE } from "~/kit/days";
import type { Desk } from "~/platform/desk.server";
import { remembered } from "~/kit/remembered";
import { settingsOf } from "~/shops/settings";
import { isSomeoneHere } from "~/team/here.server";

import { presenceLine, type Presence } from "./presence";
import { usualWait } from "./wait";

const WAIT_GOOD_FOR_MS = 10 * MINUTE;

/** The true line on who answers, until when and how soon, in the visitor's language. */
export async function presenceFor(desk: Desk, locale: string): Promise<Presence> {
  const { chatOpen: hours } = settingsOf(desk);
  const { timezone } = desk.shop;
  const lately = { now: desk.now, forMs: WAIT_GOOD_FOR_MS };
  const [someoneHere, wait] = await Promise.all([
    isSomeoneHere(desk),
    remembered(`wait:${desk.shopId}`, lately, async () =>
      usualWait(await firstReplies(desk), { hours, timezone }),
    ),
  ]);
  return presenceLine({ hours, timezone, someoneHere, wait }, desk.now, locale);
}

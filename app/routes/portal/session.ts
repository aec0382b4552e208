import { z } from "zod";

import { doorWith, enterStorefront, portalPreflight } from "~/http/portal.server";
import { languageTag } from "~/kit/words";
import { refused } from "~/portal/refusal";
import { openSession } from "~/portal/session.server";

const Ask = z.strictObject({ refresh: z.string().max(200).optional(), locale: z.string().max(100) });

/** Opens the chat. Through the shop's own domain alone: its signature proves the shop and who is signed in. */
export const action = doorWith(enterStorefront, ({ desk, customerId, address }, body) => {
  const ask = Ask.safeParse(body);
  if (!ask.success) return refused("bad-input");
  const { refresh = null, locale } = ask.data;
  return openSession(desk, { refresh, customerId, address, locale: languageTag(locale) });
});
export const loader = portalPreflight;

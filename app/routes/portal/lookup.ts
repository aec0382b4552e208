import { z } from "zod";

import { callerIp } from "~/http/caller";
import { doorWith, enterPortal, portalPreflight } from "~/http/portal.server";
import { shopperAt } from "~/portal/chat.server";
import { askForCode } from "~/portal/lookup.server";
import { refused } from "~/portal/refusal";

export const handle = { permission: "shopper" } as const;
export const loader = portalPreflight;

const Ask = z.strictObject({ order: z.string().min(1).max(60), email: z.string().min(3).max(254) });

const enter = async (request: Request) => ({ ...(await enterPortal(request)), ip: callerIp(request) });

export const action = doorWith(enter, async ({ desk, ip }, body) => {
  const ask = Ask.safeParse(body);
  if (!ask.success) return refused("bad-input");
  const asked = await askForCode(desk, shopperAt(desk).visitorId, { ...ask.data, ip });
  return asked.asked
    ? { sent: true, expiresInMinutes: asked.minutes }
    : refused("slow-down", asked.retryAfterSeconds);
});

import { z } from "zod";

import { portalDoor, portalPreflight } from "~/http/portal.server";
import { shopperAt } from "~/portal/chat.server";
import { askForCode } from "~/portal/lookup.server";
import { refused } from "~/portal/refusal";

export const handle = { permission: "shopper" } as const;
export const loader = portalPreflight;

const Ask = z.strictObject({ order: z.string().min(1).max(60), email: z.string().min(3).max(254) });

export const action = portalDoor(Ask, async (desk, ask, ip) => {
  const asked = await askForCode(desk, shopperAt(desk).visitorId, { ...ask, ip });
  return asked.asked
    ? { sent: true, expiresInMinutes: asked.minutes }
    : refused("slow-down", asked.retryAfterSeconds);
});

import { z } from "zod";

import { portalDoor, portalPreflight } from "~/http/portal.server";
import { readChat } from "~/portal/chat.server";

const Ask = z.strictObject({ after: z.number().int().min(0).max(2_000_000_000).optional() });

/** The visitor's conversation, and what is new in it. */
export const action = portalDoor(Ask, (desk, { after = 0 }) => readChat(desk, after));
export const loader = portalPreflight;

import { z } from "zod";

import { LONGEST_TEXT } from "~/conversations/message";
import { portalDoor, portalPreflight } from "~/http/portal.server";
import { send } from "~/portal/chat.server";

const Ask = z.strictObject({
  clientId: z.uuid(),
  text: z.string().max(LONGEST_TEXT),
  attachments: z.array(z.uuid()).max(10).optional(),
});

/** The shopper writes. */
export const action = portalDoor(Ask, send);
export const loader = portalPreflight;

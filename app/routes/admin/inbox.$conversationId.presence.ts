import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";

import { markRead } from "~/conversations/mark.server";
import { agentTyping, agentViewing } from "~/conversations/presence.server";
import { enterAdmin } from "~/http/admin.server";
import { answered } from "~/http/answers";
import { form } from "~/http/form";

export const handle = { permission: "conversations:see" } as const;

const Sign = z.union([
  z.strictObject({ viewing: z.boolean() }),
  z.strictObject({ typing: z.boolean(), mode: z.enum(["reply", "note"]) }),
  z.strictObject({ read: z.int().nonnegative() }),
]);

/** I am looking, I am typing, I have read up to here. */
export async function action({ request, params }: ActionFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  const id = params["conversationId"] ?? "";
  const sign = await form(request, Sign);
  if ("read" in sign) return answered(markRead(desk, id, sign.read));
  return answered("typing" in sign ? agentTyping(desk, id, sign) : agentViewing(desk, id, sign.viewing));
}

import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";

import { LONGEST_TEXT } from "~/conversations/message";
import { note, reply } from "~/conversations/reply.server";
import { enterAdmin, mustMay } from "~/http/admin.server";
import { answered } from "~/http/answers";
import { form } from "~/http/form";

export const handle = {
  permission: "conversations:see",
  action: { reply: "conversations:reply", note: "conversations:note" },
} as const;

const Words = z.strictObject({
  mode: z.enum(["reply", "note"]),
  clientId: z.uuid(),
  text: z.string().min(1).max(LONGEST_TEXT),
  expectedSeq: z.int().nonnegative().optional(),
});

/** A reply to the shopper or a note for the team. The same clientId again is the same message. */
export async function action({ request, params }: ActionFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  const { mode, expectedSeq, ...words } = await form(request, Words);
  mustMay(desk, handle.action[mode]);
  const draft = { ...words, ...(expectedSeq === undefined ? {} : { expectedSeq }) };
  return answered((mode === "note" ? note : reply)(desk, params["conversationId"] ?? "", draft));
}

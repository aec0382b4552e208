import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";

import { saveDraft } from "~/conversations/draft.server";
import { LONGEST_TEXT } from "~/conversations/message";
import { enterAdmin } from "~/http/admin.server";
import { answered } from "~/http/answers";
import { form } from "~/http/form";

export const handle = { permission: "conversations:note" } as const;

const Begun = z.strictObject({ mode: z.enum(["reply", "note"]), text: z.string().max(LONGEST_TEXT * 2) });

/** Keeps what somebody has begun to write; an empty text forgets it. */
export async function action({ request, params }: ActionFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  return answered(saveDraft(desk, params["conversationId"] ?? "", await form(request, Begun)));
}

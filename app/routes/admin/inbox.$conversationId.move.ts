import type { ActionFunctionArgs } from "@remix-run/node";

import { enterAdmin } from "~/http/admin.server";
import { answered } from "~/http/answers";
import { form } from "~/http/form";

import { Move, moveConversation } from "./inbox.$conversationId/move.server";

export const handle = { permission: "conversations:reply" } as const;

/** Assigns, snoozes, closes or opens a conversation; links an order to it. */
export async function action({ request, params }: ActionFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  const move = await form(request, Move);
  return answered(moveConversation(desk, params["conversationId"] ?? "", move));
}

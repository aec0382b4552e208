import type { ActionFunctionArgs } from "@remix-run/node";

import { findRow } from "~/conversations/conversations.server";
import { enterAdmin } from "~/http/admin.server";
import { answered, served } from "~/http/answers";
import { form } from "~/http/form";
import { requestReturn } from "~/returns/request.server";

import { Request } from "./inbox.$conversationId/returning/ask.server";

export const handle = { permission: "returns:decide" } as const;

/** A return that the team asks for on the customer's behalf. The same clientId again is the same return. */
export async function action({ request }: ActionFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  const { note, ...ask } = await form(request, Request);
  if (ask.conversationId) await served(findRow(desk, ask.conversationId));
  return answered(requestReturn(desk, { ...ask, note: note || null, attachments: [] }));
}

import type { ActionFunctionArgs } from "@remix-run/node";

import { enterAdmin } from "~/http/admin.server";
import { answered } from "~/http/answers";
import { form } from "~/http/form";
import { decideReturn } from "~/returns/decide.server";

import { Decision } from "./inbox.$conversationId/returning/ask.server";

export const handle = { permission: "returns:decide" } as const;

/** Approves a return, or declines it with a reason. */
export async function action({ request }: ActionFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  const { returnId, ...verdict } = await form(request, Decision);
  return answered(decideReturn(desk, returnId, verdict));
}

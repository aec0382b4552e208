import type { ActionFunctionArgs } from "@remix-run/node";

import { enterAdmin } from "~/http/admin.server";
import { answered } from "~/http/answers";
import { form } from "~/http/form";
import { settleReturn } from "~/returns/settle.server";

import { Payment } from "./inbox.$conversationId/returning/ask.server";

export const handle = { permission: "returns:settle" } as const;

/** Pays a received return back. The same clientId again is the same payment. */
export async function action({ request }: ActionFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  const { returnId, ...ask } = await form(request, Payment);
  return answered(settleReturn(desk, returnId, ask));
}

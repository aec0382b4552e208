import type { ActionFunctionArgs } from "@remix-run/node";

import { enterAdmin } from "~/http/admin.server";
import { answered } from "~/http/answers";
import { form } from "~/http/form";
import { returnPreview } from "~/returns/settle.server";

import { Look } from "./inbox.$conversationId/returning/ask.server";

export const handle = { permission: "returns:see" } as const;

/** What paying a return back would come to now. */
export async function action({ request }: ActionFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  const { returnId, shipping } = await form(request, Look);
  return answered(returnPreview(desk, returnId, { shipping }));
}

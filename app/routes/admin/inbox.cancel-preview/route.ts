import type { ActionFunctionArgs } from "@remix-run/node";

import { enterAdmin } from "~/http/admin.server";
import { answered } from "~/http/answers";
import { form } from "~/http/form";
import { cancelPreview } from "~/orders/cancel.server";
import { Look } from "~/routes/admin/inbox.$conversationId/cancelling/ask.server";

export const handle = { permission: "orders:see" } as const;

/** What cancelling an order would pay back now, and what stands in its way. */
export async function action({ request }: ActionFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  return answered(cancelPreview(desk, (await form(request, Look)).orderId));
}

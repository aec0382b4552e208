import type { ActionFunctionArgs } from "@remix-run/node";

import { enterAdmin } from "~/http/admin.server";
import { answered } from "~/http/answers";
import { form } from "~/http/form";
import { cancelOrder } from "~/orders/cancel.server";
import { Cancellation } from "~/routes/admin/inbox.$conversationId/cancelling/ask.server";

export const handle = { permission: "orders:cancel" } as const;

/** Cancels an order and pays back what is wished. The same clientId again is the same cancellation. */
export async function action({ request }: ActionFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  const { orderId, ...ask } = await form(request, Cancellation);
  return answered(cancelOrder(desk, orderId, ask));
}

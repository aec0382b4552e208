import type { ActionFunctionArgs } from "@remix-run/node";

import { enterAdmin } from "~/http/admin.server";
import { answered } from "~/http/answers";
import { form } from "~/http/form";
import { refundOrder } from "~/orders/refund.server";

import { Ask } from "./inbox.$conversationId/refund/ask.server";

export const handle = { permission: "orders:refund" } as const;

/** Pays back. The same clientId again is the same refund. */
export async function action({ request }: ActionFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  const { orderId, ...ask } = await form(request, Ask);
  return answered(refundOrder(desk, orderId, ask));
}

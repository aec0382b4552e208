import type { ActionFunctionArgs } from "@remix-run/node";

import { enterAdmin } from "~/http/admin.server";
import { answered } from "~/http/answers";
import { form } from "~/http/form";
import { suggestRefund } from "~/orders/refund.server";

import { Wish } from "./inbox.$conversationId/refund/ask.server";

export const handle = { permission: "orders:see" } as const;

/** What paying these lines and this shipping back would come to now. */
export async function action({ request }: ActionFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  const { orderId, ...wish } = await form(request, Wish);
  return answered(suggestRefund(desk, orderId, wish));
}

import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";

import { enterAdmin } from "~/http/admin.server";
import { answered } from "~/http/answers";
import { anyId, form } from "~/http/form";

import { loadReturnable } from "./inbox.$conversationId/returning/load.server";

export const handle = { permission: "returns:see" } as const;

const Asked = z.strictObject({ orderId: anyId });

/** Which lines of an order may come back now, and the reasons that the shop accepts. */
export async function action({ request }: ActionFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  const { orderId } = await form(request, Asked);
  return answered(loadReturnable(desk, orderId));
}

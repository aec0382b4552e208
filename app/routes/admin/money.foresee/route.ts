import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";

import { enterAdmin } from "~/http/admin.server";
import { answered } from "~/http/answers";
import { anyId, form } from "~/http/form";
import { money } from "~/kit/money";
import { foresee } from "~/ledger/foresee.server";

export const handle = { permission: "orders:refund" } as const;

const Payment = z.strictObject({
  orderId: anyId,
  conversationId: z.uuid().nullable(),
  minor: z.int().nonnegative(),
  currency: z.string().length(3),
});

/** Whether paying this would need somebody's approval, and whose. */
export async function action({ request }: ActionFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  const { minor, currency, ...about } = await form(request, Payment);
  return answered(foresee(desk, about, money(minor, currency)));
}

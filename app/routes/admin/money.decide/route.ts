import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";

import { enterAdmin } from "~/http/admin.server";
import { answered } from "~/http/answers";
import { form } from "~/http/form";
import { decideOn } from "~/wiring/approvals.server";

export const handle = { permission: "orders:refund" } as const;

const Word = z.string().trim().max(500).nullable();
const Decision = z.discriminatedUnion("verdict", [
  z.strictObject({
    verdict: z.literal("approve"),
    id: z.uuid(),
    expectedMinor: z.int().nonnegative(),
    word: Word,
  }),
  z.strictObject({ verdict: z.literal("decline"), id: z.uuid(), word: Word }),
  z.strictObject({ verdict: z.literal("look"), id: z.uuid() }),
  z.strictObject({ verdict: z.literal("reviewed"), id: z.uuid() }),
]);

/** What a person says to a payment that waits for them. Only who asked for it may decline without the right to approve. */
export async function action({ request }: ActionFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  return answered(decideOn(desk, await form(request, Decision)));
}

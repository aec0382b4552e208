import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";

import { enterAdmin } from "~/http/admin.server";
import { answered } from "~/http/answers";
import { form } from "~/http/form";
import { approveSoon, takeBack } from "~/returns/board/held.server";

export const handle = { permission: "returns:decide" } as const;

const Wish = z.strictObject({
  wish: z.enum(["approve", "take-back"]),
  ids: z.array(z.uuid()).min(1).max(100),
});

/** Approves many requests at once, in a moment; or takes that back while there is time. */
export async function action({ request }: ActionFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  const { wish, ids } = await form(request, Wish);
  return answered(
    wish === "approve" ? approveSoon(desk, ids) : takeBack(desk, ids).then((takenBack) => ({ takenBack })),
  );
}

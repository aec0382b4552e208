import type { ActionFunctionArgs } from "@remix-run/node";

import { enterAdmin } from "~/http/admin.server";
import { answered } from "~/http/answers";
import { form } from "~/http/form";
import { receiveParcel } from "~/returns/receive.server";

import { Receipt } from "./inbox.$conversationId/returning/ask.server";

export const handle = { permission: "returns:decide" } as const;

/** Writes down what of a return has arrived. */
export async function action({ request }: ActionFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  const { returnId, ...inspection } = await form(request, Receipt);
  return answered(receiveParcel(desk, returnId, inspection));
}

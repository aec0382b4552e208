import type { ActionFunctionArgs } from "@remix-run/node";

import { enterAdmin } from "~/http/admin.server";
import { answered } from "~/http/answers";
import { form } from "~/http/form";
import { keepDraft } from "~/returns/policy/keep.server";
import { DraftAsk } from "~/routes/admin/policy/asks";

export const handle = { permission: "settings:change" } as const;

/** Keeps the draft as one types; what somebody else saved meanwhile is answered and not written over. */
export async function action({ request }: ActionFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  return answered(keepDraft(desk, await form(request, DraftAsk)));
}

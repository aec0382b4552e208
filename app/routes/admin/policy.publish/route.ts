import type { ActionFunctionArgs } from "@remix-run/node";

import { enterAdmin } from "~/http/admin.server";
import { answered } from "~/http/answers";
import { form } from "~/http/form";
import { publishKept } from "~/returns/policy/keep.server";
import { PublishAsk } from "~/routes/admin/policy/asks";

export const handle = { permission: "settings:change" } as const;

/** The draft becomes the policy everywhere. */
export async function action({ request }: ActionFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  return answered(publishKept(desk, await form(request, PublishAsk)));
}

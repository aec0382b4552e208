import type { LoaderFunctionArgs } from "@remix-run/node";

import { findConversation } from "~/conversations/find.server";
import { enterAdmin } from "~/http/admin.server";
import { answered } from "~/http/answers";

export const handle = { permission: "conversations:see" } as const;

/** The messages before a seq, oldest first. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  const asked = Number(new URL(request.url).searchParams.get("before"));
  const before = Number.isInteger(asked) ? Math.min(Math.max(asked, 0), 2_000_000_000) : 0;
  return answered(findConversation(desk, params["conversationId"] ?? "", { before }));
}

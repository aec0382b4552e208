import type { LoaderFunctionArgs } from "@remix-run/node";

import { findConversation } from "~/conversations/find.server";
import { enterAdmin } from "~/http/admin.server";
import { answered } from "~/http/answers";

export const handle = { permission: "conversations:see" } as const;

/** The messages before a seq, oldest first. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  const before = Number(new URL(request.url).searchParams.get("before"));
  return answered(findConversation(desk, params["conversationId"] ?? "", { before }));
}

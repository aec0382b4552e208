import type { LoaderFunctionArgs } from "@remix-run/node";

import { enterAdmin } from "~/http/admin.server";
import { answered } from "~/http/answers";
import { findVersion } from "~/routes/admin/policy/load.server";

export const handle = { permission: "settings:see" } as const;

/** One published version, whole. */
export async function loader({ request }: LoaderFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  return answered(findVersion(desk, Number(new URL(request.url).searchParams.get("version"))));
}

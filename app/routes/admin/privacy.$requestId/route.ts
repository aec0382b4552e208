import type { LoaderFunctionArgs } from "@remix-run/node";

import { enterAdmin } from "~/http/admin.server";
import { PRIVATE, served } from "~/http/answers";
import { readStored } from "~/platform/files.server";
import { findCopy } from "~/privacy/requests.server";

export const handle = { permission: "privacy:see" } as const;

/** The copy of somebody's data, for whoever may see it, as a file and nothing else. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  const { storageKey } = await served(findCopy(desk, params["requestId"] ?? ""));
  const bytes = new Uint8Array(await served(readStored(storageKey)));
  const headers = { ...PRIVATE, "content-type": "application/zip", "content-disposition": "attachment" };
  return new Response(bytes, { headers: { ...headers, "x-content-type-options": "nosniff" } });
}

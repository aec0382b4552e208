import { LARGEST_PICTURE } from "~/conversations/upload.server";
import { refused } from "~/portal/refusal";

import { bytesWithin } from "./body";
import { openedBy, refusal, type Visit } from "./portal.server";

/** A shopper who brings a file in a form. */
export type Bringing = Visit & { readonly file: File };

const FORM_ITSELF = 64 * 1024;

/** Who knocks with a form of a visitor token and one file. @throws Response with the portal's error */
export async function enterUpload(request: Request): Promise<Bringing> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\b/i.test(type)) throw await refusal(request, "bad-input");
  const bytes = await bytesWithin(request, LARGEST_PICTURE + FORM_ITSELF);
  if (!bytes) throw await refusal(request, "too-large");
  const form = await new Response(bytes, { headers: { "content-type": type } }).formData().catch(() => null);
  const visit = await openedBy(request, { token: form?.get("token") });
  const file = form?.get("file");
  if (!(file instanceof File)) throw visit.respond(refused("bad-input"));
  return { ...visit, file };
}

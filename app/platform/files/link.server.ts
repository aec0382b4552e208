import type { Desk } from "~/platform/desk.server";
import { env } from "~/platform/env.server";
import { sign, verified } from "~/platform/secrets.server";

const LIFE_SECONDS = 600;

/** A signed address of one stored picture, for whoever the caller shows it to; good for ten minutes. */
export async function fileLink(desk: Pick<Desk, "shopId" | "now">, attachmentId: string): Promise<string> {
  const claims = { shopId: desk.shopId, attachmentId };
  const token = await sign("file", claims, { now: desk.now, seconds: LIFE_SECONDS });
  return new URL(`/files/${token}`, env().SHOPIFY_APP_URL).href;
}

/** Which picture of which shop a link names; null when it has ended or is not ours. */
export async function fileBehind(
  token: string,
  now: Date,
): Promise<{ shopId: string; attachmentId: string } | null> {
  if (token.length > 2_000) return null;
  const claims = await verified("file", token, now);
  const { shopId, attachmentId } = claims ?? {};
  return typeof shopId === "string" && typeof attachmentId === "string" ? { shopId, attachmentId } : null;
}

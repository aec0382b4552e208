import type { Desk } from "~/platform/desk.server";
import { env } from "~/platform/env.server";
import { sign } from "~/platform/secrets.server";

const CASE_DAYS = 30;

/** A signed address of the shopper's own case page; good for 30 days, for this conversation alone. */
export async function caseLink(desk: Desk, conversationId: string): Promise<string> {
  const claims = { shop: desk.shopId, conversation: conversationId };
  const token = await sign("case", claims, { now: desk.now, seconds: CASE_DAYS * 86_400 });
  return new URL(`/case/${token}`, env().SHOPIFY_APP_URL).href;
}

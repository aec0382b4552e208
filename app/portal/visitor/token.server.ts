import { z } from "zod";

import { after } from "~/kit/days";
import type { Id } from "~/kit/id";
import { languageTag } from "~/kit/words";
import type { Desk } from "~/platform/desk.server";
import { sign, verified } from "~/platform/secrets.server";

/** What a visitor's token proves: which shop, which visitor; made by us, good for a quarter of an hour. */
export type VisitorPass = {
  readonly shopId: Id<"Shop">;
  readonly visitorId: Id<"Visitor">;
  readonly locale: string;
  readonly expiresAt: Date;
};

const LIFE_SECONDS = 15 * 60;
const LONGEST = 2_000;

const Claims = z.object({
  shopId: z.uuid().transform((id) => id as Id<"Shop">),
  visitorId: z.uuid().transform((id) => id as Id<"Visitor">),
  locale: z.string().max(35),
  exp: z.number(),
});

export type TokenFor = { readonly id: string; readonly locale: string; readonly customerId: string | null };

/** A short-lived token for a visitor of the desk's shop; it names the customer when Shopify's sign-in proved one. */
export async function writeVisitorToken(desk: Desk, { id, locale, customerId }: TokenFor) {
  const claims = { shopId: desk.shopId, visitorId: id, locale, ...(customerId ? { customerId } : {}) };
  const token = await sign("visitor", claims, { now: desk.now, seconds: LIFE_SECONDS });
  return { token, expiresAt: after(desk.now, LIFE_SECONDS * 1_000) };
}

/** Reads a token; null for one that we did not make, that has ended, or that was made for something else. */
export async function readVisitorToken(token: unknown, now: Date): Promise<VisitorPass | null> {
  if (typeof token !== "string" || token.length > LONGEST) return null;
  const claims = Claims.safeParse(await verified("visitor", token, now));
  if (!claims.success) return null;
  const { exp, ...pass } = claims.data;
  return { ...pass, locale: languageTag(pass.locale), expiresAt: new Date(exp * 1_000) };
}

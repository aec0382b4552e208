import { database } from "~/platform/db.server";

const METHODS = { "access-control-allow-methods": "GET, POST", "access-control-max-age": "600" } as const;
const ALLOWED = { "access-control-allow-headers": "authorization, content-type" } as const;

/** What lets a browser on this storefront read the answer: its exact origin, never "*", never with cookies. */
export function corsFor(origin: string | null, storefrontUrl: string): Record<string, string> {
  if (!origin || origin !== storefrontUrl) return { vary: "Origin" };
  return {
    vary: "Origin",
    "access-control-allow-origin": origin,
    "access-control-expose-headers": "retry-after",
  };
}

/** The same when the shop is not known yet: the origin must be the storefront of a shop that has the app. */
export async function corsForAnyShop(origin: string | null): Promise<Record<string, string>> {
  if (!origin || !/^https?:\/\/[^/]{1,250}$/.test(origin)) return { vary: "Origin" };
  const shop = await database().shop.findFirst({
    where: { storefrontUrl: origin, uninstalledAt: null },
    select: { storefrontUrl: true },
  });
  return corsFor(origin, shop?.storefrontUrl ?? "");
}

/** What a preflight is answered with: nothing for a stranger. */
export async function preflightHeaders(origin: string | null): Promise<Record<string, string>> {
  const cors = await corsForAnyShop(origin);
  return "access-control-allow-origin" in cors ? { ...cors, ...METHODS, ...ALLOWED } : cors;
}

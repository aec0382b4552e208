import "@shopify/shopify-api/adapters/node";

import { LogSeverity, shopifyApi } from "@shopify/shopify-api";

import { env } from "~/platform/env.server";
import { apiVersion } from "~/shopify.server";

/** Who Shopify says is looking at our page inside the admin. */
export type Staff = { readonly shop: string; readonly userId: string };

type Library = ReturnType<typeof shopifyApi>;
let library: Library | undefined;

/** Reads a session token of App Bridge (a minute old at most); null for anything that Shopify did not sign for us. */
export async function staffBehind(token: string | null): Promise<Staff | null> {
  if (!token) return null;
  try {
    const { dest, sub } = await api().session.decodeSessionToken(token);
    const shop = /^https:\/\/([a-z0-9][a-z0-9-]*\.myshopify\.com)$/.exec(dest)?.[1];
    return shop && /^\d{1,20}$/.test(sub) ? { shop, userId: sub } : null;
  } catch {
    return null;
  }
}

function api(): Library {
  library ??= shopifyApi({
    apiKey: env().SHOPIFY_API_KEY,
    apiSecretKey: env().SHOPIFY_API_SECRET,
    apiVersion,
    hostName: new URL(env().SHOPIFY_APP_URL).host,
    isEmbeddedApp: true,
    logger: { level: LogSeverity.Error },
  });
  return library;
}

import "@shopify/shopify-app-remix/adapters/node";

import { ApiVersion, AppDistribution, shopifyApp } from "@shopify/shopify-app-remix/server";

import { env } from "~/platform/env.server";
import { fromShopify } from "~/platform/watch/libraries.server";
import { SealedSessions } from "~/platform/sessions.server";

/** The version of the Admin API that every call and webhook speaks (shopify.app.toml says the same). */
export const apiVersion = ApiVersion.October26;
export const sessions = new SealedSessions();

/** Shopify's library, configured: token exchange, expiring offline tokens, one online session per person. */
export const shopify = shopifyApp({
  apiKey: env().SHOPIFY_API_KEY,
  apiSecretKey: env().SHOPIFY_API_SECRET,
  appUrl: env().SHOPIFY_APP_URL,
  apiVersion,
  authPathPrefix: "/auth",
  sessionStorage: sessions,
  distribution: AppDistribution.AppStore,
  useOnlineTokens: true,
  logger: { log: fromShopify },
  future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
});

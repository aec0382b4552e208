import { env } from "~/platform/env.server";

/** Where Shopify's App Bridge comes from, and the key it wants beside it. */
export function appBridge(): { apiKey: string; script: string } {
  return { apiKey: env().SHOPIFY_API_KEY, script: "https://cdn.shopify.com/shopifycloud/app-bridge.js" };
}

/**
 * A page that finds its way back. A reload inside the frame can lack `shop` and `host`, and Shopify's library
 * would then ask for the shop's address; App Bridge still knows them, so it opens the same page with them.
 */
export function findWayBack(): Response {
  const { apiKey, script } = appBridge();
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Goodturn</title>
<meta name="shopify-api-key" content="${apiKey}"><script src="${script}"></script></head>
<body><p>Open Goodturn from the Apps page of your Shopify admin.</p>
<script>
(async () => {
  const { shop, host } = window.shopify.config;
  const to = new URL(location.href);
  if (!host || to.searchParams.has("id_token")) return;
  to.searchParams.set("host", host);
  to.searchParams.set("embedded", "1");
  if (shop) to.searchParams.set("shop", shop);
  to.searchParams.set("id_token", await window.shopify.idToken());
  location.replace(to);
})();
</script></body></html>`;
  return new Response(html, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "x-robots-tag": "noindex",
    },
  });
}

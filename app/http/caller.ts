/**
 * The address of whoever called, as the proxy in front of us saw it: the last entry of X-Forwarded-For, or
 * the one before it when Shopify's app proxy stands between. Earlier entries are the caller's own claims.
 */
export function callerIp(request: Request): string | null {
  const hops = (request.headers.get("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim());
  const viaShopify = new URL(request.url).searchParams.has("signature");
  const ip = viaShopify ? (hops.at(-2) ?? hops.at(-1)) : hops.at(-1);
  return ip && /^[0-9a-f.:]{3,45}$/i.test(ip) ? ip : null;
}

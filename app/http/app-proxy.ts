/** What Shopify's app proxy says about a request from the storefront, once its signature has been checked. */
export type ProxyQuery = {
  readonly shop: string;
  /** Shopify's number of the signed-in customer; null for everybody else. */
  readonly customerId: string | null;
  /** When Shopify signed it. */
  readonly signedAt: Date;
  readonly signature: string;
  /** The text that was signed. */
  readonly signed: string;
};

const formats = {
  shop: /^[a-z0-9][a-z0-9-]{0,99}\.myshopify\.com$/,
  logged_in_customer_id: /^\d{0,20}$/,
  path_prefix: /^\/[a-z]{1,20}\/[A-Za-z0-9-]{1,60}$/,
  timestamp: /^\d{10}$/,
  signature: /^[0-9a-f]{64}$/,
};
const names = Object.keys(formats) as (keyof typeof formats)[];

// The signed text has no delimiters, so text could be moved from one parameter into another without changing
// it. None of our own names fits into what a foreign parameter may be called or hold.
const foreignName = /^(?!.*(?:shop|timestamp|signature))[a-z]{1,24}$/;
const foreignValue = /^[A-Za-z0-9-]{0,64}$/;

/** Whether the address carries any of the proxy's parameters; if so, it must carry all of them rightly. */
export function isProxied(query: URLSearchParams): boolean {
  return names.some((name) => query.has(name));
}

/** Reads the proxy's parameters strictly: each exactly once and of its own shape; null otherwise. */
export function readProxyQuery(query: URLSearchParams): ProxyQuery | null {
  if (!names.every((name) => isOnce(query, name)) || !hasHarmlessRest(query)) return null;
  const value = (name: keyof typeof formats) => query.get(name) ?? "";
  return {
    shop: value("shop"),
    customerId: value("logged_in_customer_id") || null,
    signedAt: new Date(Number(value("timestamp")) * 1_000),
    signature: value("signature"),
    signed: signedText(query),
  };
}

function isOnce(query: URLSearchParams, name: keyof typeof formats): boolean {
  const values = query.getAll(name);
  return values.length === 1 && formats[name].test(values[0] ?? "");
}

function hasHarmlessRest(query: URLSearchParams): boolean {
  const known = new Set<string>(names);
  return [...query].every(
    ([name, value]) => known.has(name) || (foreignName.test(name) && foreignValue.test(value)),
  );
}

/** What Shopify signs: "name=value" (repeated values with commas), sorted by byte, without a delimiter. */
function signedText(query: URLSearchParams): string {
  const named = [...new Set(query.keys())].filter((name) => name !== "signature");
  const pairs = named.map((name) => `${name}=${query.getAll(name).join(",")}`);
  return pairs.sort((a, b) => (a < b ? -1 : 1)).join("");
}

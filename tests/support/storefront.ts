import { createHmac, randomUUID } from "node:crypto";

import type { Desk } from "~/platform/desk.server";
import { writeVisitorToken } from "~/portal/visitor/token.server";

type Action = (args: { request: Request }) => Promise<Response>;
type Knock = {
  readonly body?: unknown;
  readonly origin?: string;
  readonly query?: string;
  readonly type?: string;
};

/** Knocks at one of the portal's doors as a browser does, straight at the app's address. */
export async function knock(
  action: Action,
  { body = {}, origin, query = "", type = "application/json" }: Knock,
) {
  const sent = await wired(body, type);
  const headers = { "content-type": sent.type, ...(origin ? { origin } : {}) };
  const init = { method: "POST", headers, body: sent.bytes };
  const response = await action({ request: new Request(`https://app.test/portal/x${query}`, init) });
  const text = await response.text();
  const json = (text ? JSON.parse(text) : {}) as Record<string, { id: string } | undefined>;
  return { status: response.status, headers: response.headers, json };
}

/** What goes over the wire: a form with its boundary, text as it is, anything else as JSON. */
async function wired(body: unknown, type: string) {
  const carrier =
    body instanceof FormData
      ? new Response(body)
      : new Response(typeof body === "string" ? body : JSON.stringify(body));
  const ownType = body instanceof FormData ? (carrier.headers.get("content-type") ?? "") : type;
  return { bytes: await carrier.arrayBuffer(), type: ownType };
}

/** A fresh token of this visitor. */
export async function tokenOf(desk: Desk): Promise<string> {
  const { actor } = desk;
  if (actor.kind !== "shopper") throw new Error("Only shoppers have tokens");
  return (await writeVisitorToken(desk, { id: actor.visitorId, locale: actor.locale, customerId: null }))
    .token;
}

/** The query that Shopify's app proxy adds, signed as it signs. */
export function proxied(shop: string, own: Record<string, string> = {}): string {
  const parameters = {
    shop,
    logged_in_customer_id: "",
    path_prefix: "/apps/goodturn",
    timestamp: String(Math.floor(Date.now() / 1000)),
    ...own,
  };
  const text = Object.entries(parameters)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join("");
  const secret = process.env["SHOPIFY_API_SECRET"] ?? "";
  const signature = createHmac("sha256", secret).update(text).digest("hex");
  return `?${new URLSearchParams({ ...parameters, signature })}`;
}

export const words = (text: string) => ({ text, clientId: randomUUID() });

import { createHmac, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import express, { type RequestHandler } from "express";

export type Call = {
  readonly shop: string;
  readonly topic: string;
  readonly body: string | Buffer;
  /** What goes into the headers instead of the right values; null leaves a header out. */
  readonly headers?: Readonly<Record<string, string | null>>;
};

/** Shopify's signature of a raw body: base64 of HMAC-SHA256 with the app's secret. */
export function signature(body: string | Buffer, secret = process.env["SHOPIFY_API_SECRET"] ?? ""): string {
  return createHmac("sha256", secret).update(body).digest("base64");
}

/** Delivers a webhook as Shopify does. */
export async function deliver(url: string, { shop, topic, body, headers = {} }: Call): Promise<Response> {
  const said: Record<string, string | null> = {
    "content-type": "application/json",
    "x-shopify-hmac-sha256": signature(body),
    "x-shopify-topic": topic,
    "x-shopify-shop-domain": shop,
    "x-shopify-webhook-id": randomUUID(),
    "x-shopify-event-id": randomUUID(),
    "x-shopify-triggered-at": new Date().toISOString(),
    "x-shopify-api-version": "2026-10",
    ...headers,
  };
  const sent = Object.entries(said).filter((pair): pair is [string, string] => pair[1] !== null);
  const bytes = typeof body === "string" ? body : new Uint8Array(body);
  return fetch(url, { method: "POST", headers: Object.fromEntries(sent), body: bytes });
}

/** A plain handler behind a port of its own. */
export async function serve(
  path: string,
  handler: RequestHandler,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(express().all(path, handler));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    return new Promise<void>((done) => server.close(() => done()));
  };
  return { url: `http://127.0.0.1:${port}${path}`, close };
}

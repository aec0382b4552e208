import { createHash } from "node:crypto";

import type { Request, Response } from "express";

import { startOfWork } from "~/platform/clock.server";
import { count } from "~/platform/counters.server";
import { keepDelivery, type Delivery } from "~/platform/webhooks/deliveries.server";
import { log } from "~/platform/log.server";
import { isSignedByShopify } from "~/platform/secrets.server";
import { ackSeconds, ageSeconds } from "~/platform/watch/metrics.server";
import { isKnownTopic } from "~/wiring/webhooks.server";

/** Shopify's largest payloads are well below; a bigger one is nobody we know. */
const LIMIT = 5 * 1024 * 1024;

/**
 * The one door for Shopify's webhooks: verifies the raw bytes, keeps them durably, answers 200. A forged or
 * unsigned one gets 401, one over 5 MB 413; a shop or topic that we do not know is counted and let go; when
 * the database does not answer, 503 makes Shopify send it again.
 */
export async function webhookDoor(request: Request, response: Response): Promise<void> {
  const took = ackSeconds.startTimer();
  const status = await answerTo(request).catch((error: unknown) => {
    log.error("A webhook could not be kept", { error });
    return 503;
  });
  if (response.destroyed) return;
  if (status === 503) response.setHeader("retry-after", "5");
  if (status === 413) response.setHeader("connection", "close");
  response.status(status).end();
  took();
}

async function answerTo(request: Request): Promise<number> {
  const body = await rawBody(request);
  if (body === null) return counted("too-large", 413);
  if (!isSignedByShopify(body, header(request, "hmac-sha256") ?? "")) return counted("forged", 401);
  const delivery = deliveryOf(request, body);
  if (!delivery) return counted("incomplete", 400);
  if (!isKnownTopic(delivery.topic)) return counted("unknown-topic", 200);
  const { topic, triggeredAt, receivedAt } = delivery;
  if (triggeredAt) ageSeconds.observe(Math.max(0, receivedAt.getTime() - triggeredAt.getTime()) / 1_000);
  return counted(await keepDelivery(delivery), 200, topic);
}

function counted(what: string, status: number, topic = ""): number {
  count(`webhooks.${what}`, topic);
  return status;
}

/** The bytes as they came, or null when there are too many of them. */
async function rawBody(request: Request): Promise<Buffer | null> {
  if (Number(request.headers["content-length"] ?? 0) > LIMIT) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  // Left open when we stop early: the answer still has to go out.
  const pieces: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  for await (const chunk of pieces) {
    size += chunk.length;
    if (size > LIMIT) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function deliveryOf(request: Request, body: Buffer): Delivery | null {
  const shop = header(request, "shop-domain");
  const topic = header(request, "topic");
  const webhookId = header(request, "webhook-id");
  if (!shop || !topic || !webhookId) return null;
  return {
    shop,
    topic,
    webhookId,
    eventId: header(request, "event-id"),
    subscription: header(request, "name") ?? "",
    triggeredAt: instant(header(request, "triggered-at")),
    receivedAt: startOfWork(),
    // PostgreSQL stores no NUL; JSON has none outside an escape.
    body: body.toString("utf8").replaceAll("\0", ""),
    digest: createHash("sha256").update(body).digest("hex").slice(0, 32),
  };
}

function header(request: Request, name: string): string | null {
  const value = request.headers[`x-shopify-${name}`];
  return typeof value === "string" && value.length <= 255 ? value : null;
}

function instant(text: string | null): Date | null {
  const at = new Date(text ?? "");
  return Number.isNaN(at.getTime()) ? null : at;
}

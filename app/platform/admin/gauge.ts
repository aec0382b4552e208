import { availableAt, bucketFrom, delayFor, type Bucket, type Pace } from "./bucket";
import { afterLoss, closed, pauseOf, probing, shut, type Circuit } from "./circuit";
import type { Reply } from "./reply";

/** What this process knows of one shop's API: its bucket, whether it answers, and what each document costs. */
type Gauge = {
  bucket: Bucket | null;
  circuit: Circuit;
  /** Nobody calls before this moment: Shopify said 429. */
  restUntil: number;
  /** Points of calls that are under way. */
  underWay: number;
  readonly prices: Map<string, number>;
};

/** For a document that has not been asked yet. */
const UNKNOWN_PRICE = 50;

const gauges = new Map<string, Gauge>();

function gaugeOf(shop: string): Gauge {
  const known = gauges.get(shop);
  if (known) return known;
  const fresh: Gauge = { bucket: null, circuit: closed, restUntil: 0, underWay: 0, prices: new Map() };
  gauges.set(shop, fresh);
  return fresh;
}

export type Turn = { readonly shop: string; readonly document: string; readonly pace: Pace };

/** Whether a call may go now. `down`: the API does not answer; `busy`: there are not enough points for it. */
export type Signal =
  | { readonly go: true; readonly price: number }
  | { readonly go: false; readonly because: "down" | "busy"; readonly ms: number };

/** Asks for a turn at this moment; whoever may go must say what became of it (`settle`). */
export function takeTurn({ shop, document, pace }: Turn, now: number): Signal {
  const gauge = gaugeOf(shop);
  const pause = pauseOf(gauge.circuit, now, pace);
  if (pause > 0) return { go: false, because: "down", ms: pause };
  const price = gauge.prices.get(document) ?? UNKNOWN_PRICE;
  const ms = Math.max(gauge.restUntil - now, waitForPoints(gauge, { cost: price, pace, now }));
  if (ms > 0) return { go: false, because: "busy", ms };
  gauge.circuit = probing(gauge.circuit, now);
  gauge.underWay += price;
  return { go: true, price };
}

function waitForPoints({ bucket, underWay }: Gauge, call: { cost: number; pace: Pace; now: number }): number {
  return bucket ? delayFor({ ...bucket, available: bucket.available - underWay }, call) : 0;
}

/** Learns from an answer, or from its loss. */
export function settle({ shop, document }: Turn, price: number, came: { reply: Reply; now: number }): void {
  const { reply, now } = came;
  const gauge = gaugeOf(shop);
  gauge.underWay -= price;
  gauge.circuit = circuitAfter(gauge.circuit, reply, now);
  if (reply.kind === "throttled" && reply.waitMs !== null) gauge.restUntil = now + reply.waitMs;
  if ((reply.kind !== "data" && reply.kind !== "throttled") || !reply.cost) return;
  gauge.bucket = bucketFrom(reply.cost, now);
  gauge.prices.set(document, reply.cost.requestedQueryCost);
}

function circuitAfter(circuit: Circuit, { kind }: Reply, now: number): Circuit {
  if (kind === "shut") return shut(now);
  return kind === "lost" ? afterLoss(circuit, now) : closed;
}

export type Reading = {
  /** Points now; null before the first answer. */
  readonly available: number | null;
  readonly maximum: number | null;
  readonly restoreRate: number | null;
  /** Milliseconds until the next try, when the API does not answer. */
  readonly pausedMs: number;
};

/** What a person may see of it. */
export function gaugeReading(shop: string, now: number): Reading {
  const { bucket, circuit } = gaugeOf(shop);
  return {
    available: bucket && Math.floor(availableAt(bucket, now)),
    maximum: bucket?.maximum ?? null,
    restoreRate: bucket?.restoreRate ?? null,
    pausedMs: pauseOf(circuit, now),
  };
}

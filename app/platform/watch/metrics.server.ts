import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

import { counted } from "~/platform/counters.server";
import { poolReading } from "~/platform/db.server";

const registry = new Registry();
const registers = [registry];

/** How long a request took, in seconds; the route is a pattern, never an address. */
export const requestSeconds = new Histogram({
  name: "http_server_duration_seconds",
  help: "From the first byte of a request to the last of its answer; streams are left out",
  labelNames: ["method", "route", "status"],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers,
});
/** How long Shopify waited for our answer to a webhook. */
export const ackSeconds = new Histogram({
  name: "webhook_ack_seconds",
  help: "From a webhook's arrival to its answer",
  buckets: [0.002, 0.005, 0.01, 0.03, 0.1, 0.15, 0.5, 1, 2, 5],
  registers,
});
/** How old a webhook's news was when it arrived. */
export const ageSeconds = new Histogram({
  name: "webhook_age_seconds",
  help: "From Shopify's event to the arrival of its webhook",
  buckets: [0.5, 1, 3, 10, 30, 60, 300, 3_600, 86_400],
  registers,
});

type Family = {
  readonly prefix: string;
  readonly name: string;
  readonly help: string;
  readonly label: string;
};

const families: readonly Family[] = [
  { prefix: "webhooks.", name: "webhook_received_total", help: "Webhooks at our door", label: "result" },
  { prefix: "shopify.", name: "shopify_calls_total", help: "Calls of the Admin API", label: "result" },
  { prefix: "denied.", name: "authz_denied_total", help: "Requests without the right", label: "permission" },
  {
    prefix: "walls.",
    name: "tenant_guard_tripped_total",
    help: "Questions stopped at a shop's wall",
    label: "wall",
  },
  { prefix: "streams.", name: "sse_events_total", help: "What became of live streams", label: "event" },
  { prefix: "live.", name: "live_events_total", help: "What carried live changes", label: "event" },
];

for (const { prefix, name, help, label } of families) {
  new Counter({
    name,
    help,
    labelNames: [label, "topic"],
    registers,
    collect() {
      this.reset();
      for (const { what, topic, times } of counted())
        if (what.startsWith(prefix)) this.inc({ [label]: what.slice(prefix.length), topic }, times);
    },
  });
}

type Reading = {
  readonly name: string;
  readonly help: string;
  readonly label: string;
  readonly read: () => Promise<Readonly<Record<string, number>>>;
};

/** Numbers that are read when somebody asks for the metrics, one for each value of the label; left out when they cannot be. */
export function gauge({ name, help, label, read }: Reading): void {
  new Gauge({
    name,
    help,
    labelNames: [label],
    registers,
    async collect() {
      this.reset();
      const values = await read().catch(() => ({}));
      for (const [value, number] of Object.entries(values)) this.set({ [label]: value }, number);
    },
  });
}

gauge({
  name: "database_pool",
  help: "Connections of the pool, by what they do",
  label: "state",
  read: () => Promise.resolve(poolReading()),
});

let started = false;

/** Everything in Prometheus' text format: no shop, no person, no address in any label. */
export async function metricsText(): Promise<{ readonly type: string; readonly text: string }> {
  if (!started) collectDefaultMetrics({ register: registry });
  started = true;
  return { type: registry.contentType, text: await registry.metrics() };
}

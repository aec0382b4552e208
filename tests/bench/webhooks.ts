import { createHmac, randomUUID } from "node:crypto";

import { atLeastOfFloor, atMost, lineOf, quantile, type Line } from "./figures.ts";
import { openLoad, type Load } from "./load.ts";
import { environmentFor, type Rig } from "./rig.ts";

const SHOP = "bench.myshopify.com";
const PACE = 1_000;
const WARM_UP = 500;

type Taken = { perSecond: number; p50: number; p99: number };

/** How many webhooks one app process acknowledges, each with its row on the disk, beside a bare server that does the same. */
export async function webhooks(rig: Rig): Promise<Line[]> {
  const database = await rig.database();
  const owner = await rig.connection(database);
  await owner.query(
    `INSERT INTO "shops" ("id", "domain", "name", "currency", "timezone", "storefrontUrl", "installedAt")
     VALUES (gen_random_uuid(), $1, 'Bench', 'EUR', 'UTC', 'http://localhost', now())`,
    [SHOP],
  );
  await owner.query(
    `CREATE TABLE "floor_deliveries" ("id" bigserial PRIMARY KEY, "shop" text NOT NULL, "topic" text NOT NULL,
       "webhookId" text NOT NULL, "body" text NOT NULL, "receivedAt" timestamp(3) NOT NULL DEFAULT now(),
       UNIQUE ("shop", "webhookId"))`,
  );
  const env = await environmentFor(rig, database);
  const ours = await rig.app("server", env);
  const bare = await rig.floor("webhook-server", env);
  const secret = env["SHOPIFY_API_SECRET"] ?? "";
  const taken = { ours: [] as Taken[], bare: [] as Taken[] };
  const tables = { ours: "webhook_deliveries", bare: "floor_deliveries" };
  for (let round = 0; round <= rig.scale.rounds; round += 1) {
    for (const who of ["bare", "ours"] as const) {
      const load = await openLoad((who === "ours" ? ours : bare).url);
      const { sent, ...figures } = await measured(rig, load, { secret, isWarmUp: round === 0 });
      load.close();
      const { rows } = await owner.query<{ kept: number }>(
        `SELECT count(*)::int AS "kept" FROM "${tables[who]}"`,
      );
      if (rows[0]?.kept !== sent) throw new Error(`${sent} were acknowledged, ${rows[0]?.kept} are there`);
      await owner.query(`TRUNCATE "${tables[who]}"`);
      if (round > 0) taken[who].push(figures);
    }
  }
  const of = (name: keyof Taken) => ({
    reached: taken.ours.map((one) => one[name]),
    floor: taken.bare.map((one) => one[name]),
  });
  const line = (one: Parameters<typeof lineOf>[1]) => lineOf("webhooks", one);
  return [
    line({ what: "acknowledged, one process", unit: "/s", ...of("perSecond"), aim: atLeastOfFloor(1) }),
    line({ what: "at 1,000/s, p50", unit: "ms", ...of("p50") }),
    line({ what: "at 1,000/s, p99", unit: "ms", ...of("p99"), aim: atMost(30, "ms") }),
  ];
}

async function measured(rig: Rig, load: Load, { secret, isWarmUp }: { secret: string; isWarmUp: boolean }) {
  const { burst, steadySeconds } = rig.scale.webhooks;
  const many = requests(isWarmUp ? WARM_UP : burst, secret);
  const seconds = await load.burst(many);
  const even = requests(isWarmUp ? WARM_UP : steadySeconds * PACE, secret);
  const took = await load.steady(even, PACE);
  return {
    sent: many.length + even.length,
    perSecond: many.length / seconds,
    p50: quantile(took, 0.5),
    p99: quantile(took, 0.99),
  };
}

const BODIES = 1_000;
const bodies: { text: string; signature: string }[] = [];

/** Signed deliveries of orders of 10 KB, as Shopify sends them. */
function requests(count: number, secret: string): Buffer[] {
  while (bodies.length < BODIES) {
    const text = orderOf(bodies.length);
    bodies.push({ text, signature: createHmac("sha256", secret).update(text).digest("base64") });
  }
  return Array.from({ length: count }, (_, at) => {
    const { text = "", signature = "" } = bodies[at % BODIES] ?? {};
    const head = [
      "POST /webhooks HTTP/1.1",
      "host: localhost",
      "content-type: application/json",
      `content-length: ${text.length}`,
      "x-shopify-topic: orders/updated",
      `x-shopify-shop-domain: ${SHOP}`,
      `x-shopify-hmac-sha256: ${signature}`,
      `x-shopify-webhook-id: ${randomUUID()}`,
      `x-shopify-event-id: ${randomUUID()}`,
      `x-shopify-triggered-at: ${new Date().toISOString()}`,
    ];
    return Buffer.from(`${head.join("\r\n")}\r\n\r\n${text}`);
  });
}

function orderOf(number: number): string {
  const id = 6_000_000_000_000 + number;
  const line = (at: number) => ({
    id: id * 10 + at,
    title: `Monstera ${number} ${at}`,
    quantity: 1 + (at % 3),
    price: "19.90",
    sku: `SKU-${number}-${at}`,
    properties: Array.from({ length: 8 }, (_, index) => ({ name: `Note ${index}`, value: randomUUID() })),
  });
  const lines = Array.from({ length: 13 }, (_, at) => line(at));
  return JSON.stringify({ id, admin_graphql_api_id: `gid://shopify/Order/${id}`, line_items: lines });
}

import { randomInt, randomUUID } from "node:crypto";

import { linkOrder } from "~/conversations/link.server";
import { note, reply } from "~/conversations/reply.server";
import type { Desk } from "~/platform/desk.server";

import { deskFor, type TestDesk } from "../../support/desk.ts";
import { soldAndPulled } from "../../support/sold.ts";
import { draft, say } from "../../support/talk.ts";
import { hire } from "./people.ts";
import { shopTables, writeRow, type Row } from "./rows.ts";

/** The ids of one row of each model, by the model's name. */
export type Ids = Readonly<Record<string, string>>;

export type Twin = {
  readonly at: TestDesk;
  /** Stands in every text that is this shop's alone. */
  readonly mark: string;
  readonly owner: Desk;
  readonly shopper: Desk;
  readonly ids: Ids;
};

/** Two shops that look alike from outside, with a row of every model in each, and rows that share every number. */
export async function twins(): Promise<readonly [Twin, Twin]> {
  const shops = [await open("ants"), await open("bees")] as const;
  for (const shop of shops) await fill(shop.at, "shared");
  const [a, b] = [await settle(shops[0], 1), await settle(shops[1], 3)];
  return [a, b];
}

type Opened = { readonly at: TestDesk; readonly mark: string };

async function open(name: string): Promise<Opened> {
  const at = await deskFor({ shop: { name: `Marker${name} shop` } });
  return { at, mark: `Marker${name}` };
}

/** A row in every table, as the database takes it; parents come first. */
async function fill(at: TestDesk, mark: string, known = new Map<string, Row>()): Promise<Map<string, Row>> {
  const missing = (name: string) =>
    !known.has(name) && !WRITTEN_BY_THE_DATABASE.has(name) && !(mark === "shared" && ONE_PER_SHOP.has(name));
  for (const table of await shopTables())
    if (missing(table.name))
      known.set(table.name, await writeRow(table, { shopId: at.desk.shopId, mark }, known));
  return known;
}

/** A shop has one row of these: its own, none that looks like the other shop's. */
const ONE_PER_SHOP = new Set(["return_policy_drafts"]);

/** The chain over the audit grows by itself. */
const WRITTEN_BY_THE_DATABASE = new Set(["audit_chain"]);

/** What happens in a shop on a day, so many orders of it; then whatever is missing. */
async function settle({ at, mark }: Opened, orders: number): Promise<Twin> {
  await hire(at, "owner");
  const owner = await at.asAgent("owner Example", "owner");
  const shopper = await at.asShopper();
  let order = "";
  for (let n = 0; n < orders; n += 1)
    order = (await soldAndPulled(at.desk, at.store, { draft: { note: `${mark} order` } })).id;
  const { conversationId } = await say(shopper, `${mark} hello`);
  await linkOrder(owner, conversationId, order);
  await reply(owner, conversationId, draft(`${mark} answer`));
  await note(owner, conversationId, draft(`${mark} note`));
  const picture = await seen(shopper, order);
  const known = new Map<string, Row>([["attachments", picture]]);
  for (const { name } of await shopTables()) {
    const row = await own(at.desk, name, { conversationId, order });
    if (row) known.set(name, row);
  }
  await fill(at, mark, known);
  const models = (await shopTables()).map(
    ({ model, name }) => [model, String(known.get(name)?.["id"] ?? "")] as const,
  );
  const fulfilled = known.get("fulfillments")?.["lines"] as { id: string }[];
  const ids = {
    ...Object.fromEntries(models),
    FulfillmentLine: fulfilled[0]?.id ?? "",
    OrderName: String(known.get("orders")?.["name"]),
  };
  return { at, mark, owner, shopper, ids };
}

/** The shopper has shown that the order is theirs, and brings a picture. */
async function seen({ db, shopId, now, actor }: Desk, orderId: string): Promise<Row> {
  const visitorId = actor.kind === "shopper" ? actor.visitorId : "";
  const email = "noor@example.com";
  await db.orderProof.create({ data: { shopId, visitorId, orderId, email, provenAt: now } });
  const drawn = { name: "pot.jpg", mime: "image/jpeg", bytes: 1, width: 1, height: 1 };
  const storageKey = randomUUID();
  return db.attachment.create({
    data: { shopId, id: randomUUID(), visitorId, ...drawn, storageKey, createdAt: now },
  });
}

/** The rows that the day itself has written; the rest is filled in around them. */
async function own(
  { db }: Desk,
  table: string,
  day: { conversationId: string; order: string },
): Promise<Row | null> {
  const { conversationId, order } = day;
  if (table === "conversations") return db.conversation.findFirst({ where: { id: conversationId } });
  if (table === "messages") return db.message.findFirst({ where: { conversationId } });
  if (table === "orders") return db.order.findFirst({ where: { id: order } });
  if (table === "order_lines") return db.orderLine.findFirst({ where: { orderId: order } });
  if (table === "conversation_orders") return db.conversationOrder.findFirst({ where: { conversationId } });
  if (table === "order_proofs") return db.orderProof.findFirst({ where: { orderId: order } });
  if (table === "visitors")
    return db.visitor.findFirst({ where: { conversations: { some: { id: conversationId } } } });
  if (table === "fulfillments") return db.fulfillment.findFirst({ where: { orderId: order } });
  return null;
}

/** Ids of the same shapes and lengths that nothing has. */
export function nowhere(like: Ids): Ids {
  const stranger = (id: string) =>
    id.startsWith("gid://")
      ? id.replace(
          /\d+$/,
          (digits) => "8" + Array.from({ length: digits.length - 1 }, () => randomInt(10)).join(""),
        )
      : randomUUID();
  return Object.fromEntries(Object.entries(like).map(([model, id]) => [model, stranger(id)]));
}

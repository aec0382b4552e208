import { gidTail } from "~/kit/id";
import { containing } from "~/kit/text";
import type { Desk } from "~/platform/desk.server";
import { forgetWork } from "~/platform/work/forget.server";
import { traces, type Person } from "~/privacy/person";

/**
 * Erases the person from what came in and what is queued: Shopify's webhooks about them or their orders are emptied
 * (that they came stays, so that none is taken twice), and work that names them is taken off.
 */
export async function eraseScraps(desk: Desk, person: Person): Promise<void> {
  const named = traces(person);
  await emptyDeliveries(desk, [...named, ...[...person.customerIds, ...person.orderIds].map(gidTail)]);
  await forgetWork(desk, [...named, ...person.visitorIds, ...person.conversationIds, ...person.returnIds]);
}

const AT_ONCE = 10_000;

async function emptyDeliveries(desk: Desk, texts: readonly string[]): Promise<void> {
  const { domain } = desk.shop;
  const patterns = texts.map(containing);
  for (let from = 0n; ;) {
    const [page] = await desk.db.$queryRaw<{ last: bigint | null }[]>`
      SELECT max("id") AS "last" FROM (SELECT "id" FROM "webhook_deliveries"
        WHERE "shop" = ${domain} AND "id" > ${from} ORDER BY "id" LIMIT ${AT_ONCE}) AS page`;
    const last = page?.last ?? null;
    if (last === null) return;
    await desk.db.$executeRaw`
      UPDATE "webhook_deliveries" SET "body" = '' WHERE "shop" = ${domain} AND "id" > ${from} AND "id" <= ${last}
        AND "handledAt" IS NOT NULL AND "body" ILIKE ANY(${patterns}::text[])`;
    from = last;
  }
}

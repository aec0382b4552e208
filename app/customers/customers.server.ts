import { NotFound } from "~/kit/failures";
import { money } from "~/kit/money";
import { storableJson } from "~/kit/text";
import type { Desk } from "~/platform/desk.server";

import type { Profile } from "./profile";

/**
 * Keeps customers as Shopify describes them, many in one statement. An older description never overwrites a
 * newer one. Gives the ids that were new or had changed.
 */
export async function saveCustomers(desk: Desk, profiles: readonly Profile[]): Promise<string[]> {
  if (profiles.length === 0) return [];
  // In the order of ids: two batches at once then wait for each other instead of locking each other out.
  const rows = [...new Map(profiles.map((profile) => [profile.id, profile])).values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ spent, ...profile }) => ({ ...profile, spentMinor: spent.minor, currency: spent.currency }));
  const saved = await desk.db.$queryRaw<{ id: string }[]>`
    INSERT INTO "customers" AS known ("shopId", "id", "name", "email", "phone", "locale", "note", "tags",
      "ordersCount", "spentMinor", "currency", "since", "updatedAt")
    SELECT ${desk.shopId}::uuid, "id", "name", "email", "phone", "locale", "note", "tags",
      "ordersCount", "spentMinor", "currency", "since", "updatedAt"
    FROM json_to_recordset(${storableJson(rows)}::json) AS seen("id" text, "name" text, "email" text,
      "phone" text, "locale" text, "note" text, "tags" text[], "ordersCount" int, "spentMinor" bigint,
      "currency" text, "since" timestamp, "updatedAt" timestamp)
    ON CONFLICT ("shopId", "id") DO UPDATE SET "name" = EXCLUDED."name", "email" = EXCLUDED."email",
      "phone" = EXCLUDED."phone", "locale" = EXCLUDED."locale", "note" = EXCLUDED."note", "tags" = EXCLUDED."tags",
      "ordersCount" = EXCLUDED."ordersCount", "spentMinor" = EXCLUDED."spentMinor",
      "currency" = EXCLUDED."currency", "since" = EXCLUDED."since", "updatedAt" = EXCLUDED."updatedAt"
    WHERE known."updatedAt" <= EXCLUDED."updatedAt"
      AND (known."name", known."email", known."phone", known."locale", known."note", known."tags",
        known."ordersCount", known."spentMinor", known."currency", known."since", known."updatedAt")
      IS DISTINCT FROM (EXCLUDED."name", EXCLUDED."email", EXCLUDED."phone", EXCLUDED."locale", EXCLUDED."note",
        EXCLUDED."tags", EXCLUDED."ordersCount", EXCLUDED."spentMinor", EXCLUDED."currency", EXCLUDED."since",
        EXCLUDED."updatedAt")
    RETURNING "id"`;
  return saved.map(({ id }) => id);
}

/** @throws NotFound when this shop has no such customer. */
export async function findCustomer(desk: Desk, id: string): Promise<Profile> {
  const found = await maybeCustomer(desk, id);
  if (!found) throw new NotFound("No such customer");
  return found;
}

export async function maybeCustomer(desk: Desk, id: string): Promise<Profile | null> {
  const row = await desk.db.customer.findFirst({ where: { id } });
  return row && profileOf(row);
}

/** The customer with this address; of several the one seen last. The address is compared in lower case. */
export async function maybeCustomerByEmail(desk: Desk, email: string): Promise<Profile | null> {
  const row = await desk.db.customer.findFirst({
    where: { email: email.toLowerCase() },
    orderBy: { updatedAt: "desc" },
  });
  return row && profileOf(row);
}

/** Customers whose name or address contains the fragment, by name. */
export async function listCustomers(desk: Desk, fragment: string, limit = 20): Promise<Profile[]> {
  const contains = { contains: fragment, mode: "insensitive" } as const;
  const rows = await desk.db.customer.findMany({
    where: { OR: [{ name: contains }, { email: contains }] },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: limit,
  });
  return rows.map(profileOf);
}

/** Takes out what names the person and leaves the row, because orders and conversations point at it. */
export async function blankCustomer(desk: Desk, id: string): Promise<void> {
  const blank = { name: "", email: null, phone: null, note: null, locale: null, tags: [] };
  await desk.db.customer.updateMany({ where: { id }, data: blank });
}

type Row = Omit<Profile, "spent"> & { spentMinor: bigint; currency: string };

function profileOf(row: Row): Profile {
  const { id, name, email, phone, locale, note, tags, ordersCount, since, updatedAt } = row;
  const spent = money(Number(row.spentMinor), row.currency);
  return { id, name, email, phone, locale, note, tags, ordersCount, spent, since, updatedAt };
}

import type { AuditRow, Prisma } from "@prisma/client";

import { money, type Money } from "~/kit/money";
import { pageOf, readCursor, type Page } from "~/kit/page";
import type { Desk } from "~/platform/desk.server";

/** One line of who did what. */
export type Happened = {
  readonly id: string;
  readonly at: Date;
  readonly actorName: string;
  readonly action: string;
  readonly subject: string;
  readonly amount: Money | null;
  readonly before: Prisma.JsonValue;
  readonly after: Prisma.JsonValue;
  readonly cause: string | null;
};

const PAGE = 50;

type Ask = { readonly about: string; readonly cursor: string | null };

/** Who did what, newest first; of everything, or of what `about` names: an order's name, or an id. */
export async function listHistory(desk: Desk, { about, cursor }: Ask): Promise<Page<Happened>> {
  const after = readCursor(cursor);
  const older = after && { OR: [{ at: { lt: after.at } }, { at: after.at, id: { lt: after.id } }] };
  const rows = await desk.db.auditRow.findMany({
    where: { AND: [await named(desk, about.trim()), older ?? {}] },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: PAGE + 1,
  });
  return pageOf(rows.map(happened), PAGE, ({ at, id }) => ({ at, id }));
}

async function named(desk: Desk, about: string): Promise<Prisma.AuditRowWhereInput> {
  if (!about) return {};
  const orders = await desk.db.order.findMany({ where: { name: about }, select: { id: true }, take: 10 });
  const ids = orders.map(({ id }) => id);
  return {
    OR: [
      { subject: { in: [about, ...ids] } },
      { subject: { endsWith: `/${about}` } },
      { cause: { endsWith: `:${about}` } },
    ],
  };
}

function happened(row: AuditRow): Happened {
  const { id, at, actorName, action, subject, amountMinor, currency, before, after, cause } = row;
  const amount = amountMinor === null || currency === null ? null : money(Number(amountMinor), currency);
  return { id, at, actorName, action, subject, amount, before, after, cause };
}

/**
 * Whether every row stands as it was written and none was taken out: each fingerprint is reckoned again from its
 * row and the fingerprint before it.
 */
export async function isUntouched(desk: Desk): Promise<boolean> {
  const [answer] = await desk.db.$queryRaw<{ whole: boolean }[]>`
    SELECT coalesce(bool_and("hash" = "reckoned" AND "seq" = "place"), true)
      AND count(*) = (SELECT count(*) FROM "audit" WHERE "shopId" = ${desk.shopId}::uuid) AS "whole"
    FROM (
      SELECT "c"."seq", "c"."hash", row_number() OVER (ORDER BY "c"."seq") AS "place",
        "audit_hash"(lag("c"."hash") OVER (ORDER BY "c"."seq"), "a") AS "reckoned"
      FROM "audit_chain" "c"
      JOIN "audit" "a" ON "a"."shopId" = "c"."shopId" AND "a"."id" = "c"."auditId"
      WHERE "c"."shopId" = ${desk.shopId}::uuid
    ) "links"`;
  return answer?.whole ?? true;
}

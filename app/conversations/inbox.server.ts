import { Prisma } from "@prisma/client";

import { pageOf, readCursor, type Page } from "~/kit/page";
import type { Desk } from "~/platform/desk.server";

import { inView, type InboxRow, type View, type ViewCounts } from "./inbox";
import { listRows } from "./search/rows.server";
import { hitsFor } from "./search/hits.server";

const PAGE = 40;

export type Ask = { readonly view: View; readonly search?: string; readonly cursor?: string | null };

/** A page of the inbox, the latest first; with words to search for, over every state instead of the view. */
export async function listInbox(
  desk: Desk,
  { view, search = "", cursor = null }: Ask,
): Promise<Page<InboxRow>> {
  const chosen = search.trim() === "" ? viewFilter(desk, view) : await hitsFor(desk, search.trim());
  if (!chosen) return { rows: [], next: null };
  const where = Prisma.sql`${chosen} AND ${pastCursor(cursor)}`;
  const rows = await listRows(desk, { where, limit: PAGE + 1 });
  return pageOf(rows, PAGE, ({ lastActivityAt, id }) => ({ at: lastActivityAt, id }));
}

/** How many conversations wait, for the views that stand for work. Only what is open is counted. */
export async function countViews(desk: Desk): Promise<ViewCounts> {
  const me = desk.actor.kind === "agent" ? desk.actor.id : null;
  const [counts] = await desk.db.$queryRaw<ViewCounts[]>`
    SELECT count(*)::int AS "open",
      count(*) FILTER (WHERE "assigneeId" IS NULL)::int AS "unassigned",
      count(*) FILTER (WHERE "assigneeId" = ${me}::uuid)::int AS "mine"
    FROM "conversations" WHERE "shopId" = ${desk.shopId}::uuid AND "status" = 'open'`;
  return counts ?? { mine: 0, unassigned: 0, open: 0 };
}

function viewFilter(desk: Desk, view: View): Prisma.Sql {
  const { status, whose } = inView[view];
  const inState = Prisma.sql`c."status" = ${status}`;
  if (whose === "nobody") return Prisma.sql`${inState} AND c."assigneeId" IS NULL`;
  if (whose === "anybody") return inState;
  const me = desk.actor.kind === "agent" ? desk.actor.id : null;
  return Prisma.sql`${inState} AND c."assigneeId" = ${me}::uuid`;
}

function pastCursor(text: string | null): Prisma.Sql {
  const cursor = readCursor(text);
  if (!cursor) return Prisma.sql`true`;
  return Prisma.sql`(c."lastActivityAt", c."id") < (${cursor.at}::timestamp(3), ${cursor.id}::uuid)`;
}

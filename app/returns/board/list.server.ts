import { Prisma } from "@prisma/client";

import { pageOf, readCursor, type Page } from "~/kit/page";
import type { Desk } from "~/platform/desk.server";
import { isOpen, stages, type ReturnView, type Stage } from "~/returns/return";
import { returnsOf } from "~/returns/returns.server";

import { everything, matching, type Filter } from "./filter.server";

const PAGE = 25;

type Wanted = {
  /** One stage, or "open" for all that somebody still has to work on. */
  readonly stage: Stage | "open";
  readonly cursor: string | null;
  readonly filter?: Filter;
};

/** Returns, newest first, a page at a time. */
export async function listReturns(
  desk: Desk,
  { stage, cursor, filter = everything }: Wanted,
): Promise<Page<ReturnView>> {
  const after = readCursor(cursor);
  const inStage = stage === "open" ? stages.filter(isOpen) : [stage];
  const older = after
    ? Prisma.sql`(r."requestedAt", r."id") < (${after.at}::timestamp(3), ${after.id}::uuid)`
    : Prisma.sql`true`;
  const found = await desk.db.$queryRaw<{ id: string }[]>`
    SELECT r."id" FROM "returns" r
    WHERE r."stage" = ANY(${inStage}) AND ${older} AND ${matching(desk, filter)}
    ORDER BY r."requestedAt" DESC, r."id" DESC LIMIT ${PAGE + 1}`;
  const rows = await returnsOf(
    desk,
    found.map(({ id }) => id),
  );
  return pageOf(rows, PAGE, ({ requestedAt, id }) => ({ at: requestedAt, id }));
}

import { Prisma } from "@prisma/client";

import { money, type Money } from "~/kit/money";
import type { Desk } from "~/platform/desk.server";
import type { Stage } from "~/returns/return";
import { settingsOf } from "~/shops/settings";

import { matching, type Filter } from "./filter.server";
import { laneOf, lanes, lateSince, type Lane } from "./lane";

/** Cards that a lane shows; the rest stands in the table. */
const SHOWN = 30;

export type BoardCard = {
  readonly id: string;
  readonly name: string;
  readonly orderName: string;
  readonly customerName: string | null;
  readonly stage: Stage;
  readonly title: string;
  readonly image: string | null;
  readonly items: number;
  readonly reason: string;
  readonly photos: number;
  /** What its items were paid, in the shop's money. */
  readonly worth: Money;
  /** Since when it has stood in its lane. */
  readonly since: Date;
  readonly isLate: boolean;
  /** When it will be approved, unless somebody takes that back. */
  readonly approvesAt: Date | null;
};

export type LaneView = {
  readonly lane: Lane;
  readonly count: number;
  readonly late: number;
  readonly worth: Money;
  /** The longest waiting first. */
  readonly cards: readonly BoardCard[];
};

type Wanted = { readonly filter: Filter; readonly lateOnly: boolean };

/** All open returns by what they wait for, with counts and money, and the longest waiting of each lane. */
export async function findBoard(desk: Desk, { filter, lateOnly }: Wanted): Promise<LaneView[]> {
  const open = openReturns(desk, filter);
  const only = lateOnly ? Prisma.sql`"isLate"` : Prisma.sql`true`;
  const [totals, cards] = await Promise.all([
    desk.db.$queryRaw<Total[]>`
      WITH open AS (${open})
      SELECT "lane", count(*)::int AS "count", (count(*) FILTER (WHERE "isLate"))::int AS "late",
        coalesce(sum(w."minor"), 0)::bigint AS "minor"
      FROM open CROSS JOIN LATERAL (${worth}) w WHERE ${only} GROUP BY "lane"`,
    desk.db.$queryRaw<Card[]>`
      WITH open AS (${open}), ranked AS (
        SELECT open.*, row_number() OVER (PARTITION BY "lane" ORDER BY "since", "id") AS "rank"
        FROM open WHERE ${only})
      SELECT open."id", open."name", open."lane", open."stage", open."since", open."isLate", open."approvesAt",
        o."name" AS "orderName", c."name" AS "customerName", w."minor", w."items"::int, first."title",
        first."imageUrl" AS "image", first."reasonLabel" AS "reason",
        (SELECT count(*)::int FROM "attachments" t WHERE t."shopId" = open."shopId" AND t."returnId" = open."id") AS "photos"
      FROM ranked open
      JOIN "orders" o ON o."shopId" = open."shopId" AND o."id" = open."orderId"
      LEFT JOIN "customers" c ON c."shopId" = o."shopId" AND c."id" = o."customerId"
      CROSS JOIN LATERAL (${worth}) w
      LEFT JOIN LATERAL (SELECT l."title", l."reasonLabel", s."imageUrl" FROM "return_lines" l
        LEFT JOIN "order_lines" s ON s."shopId" = l."shopId" AND s."id" = l."lineId"
        WHERE l."shopId" = open."shopId" AND l."returnId" = open."id" ORDER BY l."id" LIMIT 1) first ON true
      WHERE open."rank" <= ${SHOWN} ORDER BY open."since", open."id"`,
  ]);
  return lanes.map((lane) => viewOf(desk, { lane, totals, cards }));
}

type Total = { lane: Lane; count: number; late: number; minor: bigint };
type Card = Omit<BoardCard, "worth"> & { lane: Lane; minor: bigint };

function viewOf(
  desk: Desk,
  { lane, totals, cards }: { lane: Lane; totals: Total[]; cards: Card[] },
): LaneView {
  const inShop = (minor: bigint) => money(Number(minor), desk.shop.currency);
  const total = totals.find((row) => row.lane === lane);
  return {
    lane,
    count: total?.count ?? 0,
    late: total?.late ?? 0,
    worth: inShop(total?.minor ?? 0n),
    cards: cards
      .filter((card) => card.lane === lane)
      .map(({ minor, lane: _lane, ...card }) => ({ ...card, worth: inShop(minor) })),
  };
}

/** Each open return with its lane, since when, and whether it is late. */
function openReturns(desk: Desk, filter: Filter): Prisma.Sql {
  const clock = { now: desk.now, hours: settingsOf(desk).chatOpen, timezone: desk.shop.timezone };
  const late = lanes.map((lane) => Prisma.sql`WHEN ${lane} THEN ${lateSince(lane, clock)}::timestamp(3)`);
  const stages = Object.entries(laneOf).map(([stage, lane]) => Prisma.sql`WHEN ${stage} THEN ${lane}`);
  return Prisma.sql`
    SELECT *, "since" < CASE "lane" ${Prisma.join(late, " ")} END AS "isLate" FROM (
      SELECT r."shopId", r."id", coalesce(r."name", '') AS "name", r."orderId", r."stage", r."approvesAt",
        CASE WHEN ${isStuck} THEN 'exceptions' ELSE CASE r."stage" ${Prisma.join(stages, " ")} END END AS "lane",
        CASE r."stage" WHEN 'approved' THEN coalesce(r."decidedAt", r."requestedAt")
          WHEN 'received' THEN coalesce(r."receivedAt", r."requestedAt") ELSE r."requestedAt" END AS "since"
      FROM "returns" r WHERE r."stage" = ANY(${Object.keys(laneOf)}) AND ${matching(desk, filter)}) of_stage`;
}

const isStuck = Prisma.sql`(EXISTS (SELECT 1 FROM "money_intents" i
    WHERE i."shopId" = r."shopId" AND i."returnId" = r."id" AND i."state" = 'unknown')
  OR EXISTS (SELECT 1 FROM "money_approvals" a
    WHERE a."shopId" = r."shopId" AND a."orderId" = r."orderId" AND a."returnId" = r."id" AND a."state" = 'open'))`;

const worth = Prisma.sql`
  SELECT coalesce(sum(s."totalMinor" * l."quantity" / greatest(s."quantity", 1)), 0)::bigint AS "minor",
    coalesce(sum(l."quantity"), 0) AS "items"
  FROM "return_lines" l LEFT JOIN "order_lines" s ON s."shopId" = l."shopId" AND s."id" = l."lineId"
  WHERE l."shopId" = open."shopId" AND l."returnId" = open."id"`;

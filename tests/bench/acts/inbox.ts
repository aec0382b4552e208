// The inbox as its routes read it, at the largest shop's own desk, beside the same questions by hand.
import pg from "pg";

import { findConversation } from "~/conversations/find.server";
import type { View } from "~/conversations/inbox";
import { countViews, listInbox } from "~/conversations/inbox.server";
import type { Id } from "~/kit/id";
import { writeCursor } from "~/kit/page";
import { closeDatabase } from "~/platform/db.server";
import { openDesk, type Desk } from "~/platform/desk.server";
import { env } from "~/platform/env.server";
import { loadConversation } from "~/routes/admin/inbox.$conversationId/load.server";
import { loadInbox } from "~/routes/admin/inbox/load.server";

import { statementsOf, type Statement } from "../../walls/support/listening.ts";
import { byHand, type Asked, type ByHand, type Seat } from "../inbox/by-hand.ts";
import { LARGEST, words } from "../inbox/fill.ts";
import { readThrough, type Reading } from "../inbox/plans.ts";
import { whenAsked } from "./tell.ts";

export type Ask = { readonly rounds: number; readonly asks: number };
export type Took = { readonly what: string; readonly ours: number[][]; readonly bare: number[][] | null };
export type Told = { readonly took: Took[]; readonly reading: Reading };

type Question = {
  readonly what: string;
  readonly ask: (desk: Desk, asked: Asked) => Promise<unknown>;
  readonly hand?: ByHand;
};

const view =
  (name: View): Question["ask"] =>
  (desk) =>
    listInbox(desk, { view: name });
const search =
  (text: string): Question["ask"] =>
  (desk) =>
    listInbox(desk, { view: "open", search: text });

const questions: readonly Question[] = [
  { what: "view open", ask: view("open"), hand: "open" },
  { what: "view mine", ask: view("mine"), hand: "mine" },
  { what: "view unassigned", ask: view("unassigned"), hand: "unassigned" },
  {
    what: "view closed, a deep page",
    ask: (desk, { deep }) => listInbox(desk, { view: "closed", cursor: writeCursor(deep) }),
    hand: "deep",
  },
  { what: "counts", ask: countViews, hand: "counts" },
  {
    what: "conversation",
    ask: (desk, { conversationId }) => findConversation(desk, conversationId),
    hand: "conversation",
  },
  { what: "search, common word", ask: search(words.common), hand: "common" },
  { what: "search, middling word", ask: search(words.middling), hand: "middling" },
  { what: "search, rare word", ask: search(words.rare), hand: "rare" },
  { what: "page of the inbox", ask: (desk) => loadInbox(desk, new URLSearchParams("view=open")) },
  {
    what: "page of a conversation",
    ask: (desk, { conversationId }) => loadConversation(desk, conversationId),
  },
];

whenAsked(async ({ rounds, asks }: Ask): Promise<Told> => {
  const system = await openDesk({ domain: LARGEST }, { kind: "system" });
  const agent = await system.db.agent.findFirstOrThrow({ orderBy: { id: "asc" } });
  const id = agent.id as Id<"Agent">;
  const actor = { kind: "agent", id, name: agent.name, role: agent.role, locale: "en" } as const;
  const desk = await openDesk({ domain: LARGEST }, actor);
  const bare = new pg.Pool({ connectionString: env().DATABASE_URL, max: 10 });
  const seats = await seatsFor(bare, { shopId: desk.shopId, agentId: agent.id });
  const took: Took[] = [];
  const heard: Statement[] = [];
  for (const question of questions) {
    heard.push(...(await statementsOf(() => question.ask(desk, seats[0]!))));
    const taken: Took = { what: question.what, ours: [], bare: question.hand ? [] : null };
    for (let round = 0; round <= rounds; round += 1) {
      const [ours, hand] = [[] as number[], [] as number[]];
      for (let turn = 0; turn < asks; turn += 1) {
        const asked = seats[(round * asks + turn) % seats.length]!;
        if (question.hand) hand.push(await timed(() => askedByHand(bare, question.hand!, asked)));
        ours.push(await timed(() => question.ask(desk, asked)));
      }
      // The first round warms up both sides.
      if (round === 0) continue;
      taken.ours.push(ours);
      taken.bare?.push(hand);
    }
    took.push(taken);
  }
  const reading = await readThrough(desk.shopId, heard);
  await bare.end();
  await closeDatabase();
  return { took, reading };
});

async function timed(work: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await work();
  return performance.now() - since;
}

async function askedByHand(bare: pg.Pool, what: ByHand, asked: Asked): Promise<unknown> {
  return Promise.all(byHand(what, asked).map((statement) => bare.query(statement)));
}

const SEATS = 1_000;

/** Conversations from everywhere in the shop's past: the one that is opened, and where a deep page goes on. */
async function seatsFor(bare: pg.Pool, seat: Seat): Promise<Asked[]> {
  const { rows } = await bare.query<{ id: string; at: Date }>(
    `SELECT "id", "lastActivityAt" AT TIME ZONE 'UTC' AS "at" FROM "conversations"
     WHERE "shopId" = $1 ORDER BY md5("id"::text) LIMIT ${SEATS}`,
    [seat.shopId],
  );
  return rows.map(({ id, at }) => ({ ...seat, conversationId: id, deep: { id, at } }));
}

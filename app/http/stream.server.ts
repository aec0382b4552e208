import type { Request, Response } from "express";

import { NotFound } from "~/kit/failures";
import { remembered } from "~/kit/remembered";
import { startOfWork } from "~/platform/clock.server";
import { openDesk, type Desk } from "~/platform/desk.server";
import { ACCESS, listen, type Change, type Topic } from "~/platform/live.server";
import { count as note } from "~/platform/counters.server";
import { log } from "~/platform/log.server";
import { gauge } from "~/platform/watch/metrics.server";

import { whenGoingDown } from "./watch/draining.server";

/** How often a stream gives a sign of life, and asks whether its reader may still read. */
export const BEAT_MS = 20_000;
/** What lies unread in a stream before its reader is let go; they come back and fetch everything. */
const MOST_UNREAD_BYTES = 64 * 1024;
const MOST_STREAMS = 5_000;
const MOST_FOR_ONE = 12;
/** Within this time all readers are let go when the process goes down: they do not all come back at once. */
const LET_GO_MS = 4_000;

export type Told = { readonly event: string; readonly data: Readonly<Record<string, unknown>> };

/** Who reads, and where: all that a stream keeps. A whole desk would cost each of them its own view of the database. */
export type Seat = Pick<Desk, "shopId" | "actor" | "now">;
export const seatAt = ({ shopId, actor, now }: Desk): Seat => ({ shopId, actor, now });

export type Line = {
  readonly seat: Seat;
  readonly topics: readonly Topic[];
  readonly headers: Readonly<Record<string, string>>;
  /** Whose streams are counted together. */
  readonly reader: string;
  readonly endsAt: number;
  readonly beatMs: number;
  /** What this reader hears of a change; null for what is not for them. */
  readonly told: (change: Change) => Told | null;
  /** At every beat and when access has changed, at a desk of that moment: false ends the stream. May say something. */
  readonly check: (desk: Desk, say: (told: Told) => void) => Promise<boolean>;
};

const open = new Map<string, number>();
let all = 0;
gauge({
  name: "sse_clients",
  help: "Live streams that are open",
  label: "kind",
  read: () => Promise.resolve({ all }),
});

function hasRoomFor(reader: string): boolean {
  return all < MOST_STREAMS && (open.get(reader) ?? 0) < MOST_FOR_ONE;
}

/**
 * Streams changes until the reader leaves, loses the right to read, falls behind, or the time is up.
 * False, at once and with nothing sent, when the reader (or everybody) has too many streams open.
 */
export async function stream(response: Response, line: Line): Promise<boolean> {
  if (!hasRoomFor(line.reader)) return false;
  count(line.reader, 1);
  const until = new AbortController();
  const end = () => until.abort();
  response.on("close", end);
  response.on("error", end);
  const stay = whenGoingDown(() => setTimeout(end, Math.random() * LET_GO_MS));
  const timers = [setTimeout(end, line.endsAt - line.seat.now.getTime()), beat(response, line, end)];
  try {
    begin(response, line.headers);
    for await (const change of listen(line.seat, [...line.topics, "shop"], until.signal)) {
      if (change.type === ACCESS) {
        ask(response, { line, end, open: openDesk });
        continue;
      }
      const told = line.told(change);
      if (told) say(response, told);
    }
  } catch (error) {
    log.warn("A live stream broke", { error });
  } finally {
    timers.forEach(clearTimeout);
    stay();
    count(line.reader, -1);
    response.end();
  }
  return true;
}

function begin(response: Response, headers: Line["headers"]): void {
  response.writeHead(200, {
    ...headers,
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "private, no-store, no-transform",
    "x-accel-buffering": "no",
    "x-content-type-options": "nosniff",
  });
  response.flushHeaders();
}

function say(response: Response, { event, data }: Told): void {
  write(response, `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

function write(response: Response, text: string): void {
  if (response.destroyed || response.writableEnded) return;
  response.write(text);
  if (response.writableLength <= MOST_UNREAD_BYTES) return;
  note("streams.dropped");
  response.destroy();
}

function beat(response: Response, line: Line, end: () => void): NodeJS.Timeout {
  return setInterval(() => {
    write(response, ": beat\n\n");
    ask(response, { line, end, open: openLately });
  }, line.beatMs);
}

type Opening = (shop: { id: string }, actor: Desk["actor"]) => Promise<Desk>;
type Asking = { readonly line: Line; readonly end: () => void; readonly open: Opening };

/** Ends the stream of whoever may no longer read. */
function ask(response: Response, { line, end, open }: Asking): void {
  stillWelcome(response, line, open).then(
    (welcome) => {
      if (!welcome) end();
    },
    // The database is away: nothing flows either, and the next beat asks again.
    (error: unknown) => log.warn("A stream's reader could not be checked", { error }),
  );
}

async function stillWelcome(response: Response, { seat, check }: Line, open: Opening): Promise<boolean> {
  try {
    const desk = await open({ id: seat.shopId }, seat.actor);
    return await check(desk, (told) => say(response, told));
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}

const LATELY_MS = 1_000;

/** The same for thousands that beat at their own time: one shop is looked up once a second, not once for each. */
async function openLately({ id }: { id: string }, actor: Desk["actor"]): Promise<Desk> {
  const lately = { now: startOfWork(), forMs: LATELY_MS };
  const desk = await remembered(`stream:${id}`, lately, () => openDesk({ id }, { kind: "system" }));
  return { ...desk, actor };
}

function count(reader: string, by: 1 | -1): void {
  all += by;
  const now = (open.get(reader) ?? 0) + by;
  if (now > 0) open.set(reader, now);
  else open.delete(reader);
}

/** The token of an "Authorization: Bearer …" header; null for none. */
export function bearer(request: Request): string | null {
  return /^Bearer ([\w.-]{10,4000})$/.exec(request.headers.authorization ?? "")?.[1] ?? null;
}

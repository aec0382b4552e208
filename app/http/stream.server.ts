import type { Request, Response } from "express";

import { NotFound } from "~/kit/failures";
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

export type Line = {
  readonly desk: Desk;
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
  const timers = [setTimeout(end, line.endsAt - line.desk.now.getTime()), beat(response, line, end)];
  try {
    begin(response, line.headers);
    for await (const change of listen(line.desk, [...line.topics, "shop"], until.signal)) {
      if (change.type === ACCESS) {
        ask(response, line, end);
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
    ask(response, line, end);
  }, line.beatMs);
}

/** Ends the stream of whoever may no longer read. */
function ask(response: Response, line: Line, end: () => void): void {
  stillWelcome(response, line).then(
    (welcome) => {
      if (!welcome) end();
    },
    // The database is away: nothing flows either, and the next beat asks again.
    (error: unknown) => log.warn("A stream's reader could not be checked", { error }),
  );
}

async function stillWelcome(response: Response, { desk, check }: Line): Promise<boolean> {
  try {
    const now = await openDesk({ id: desk.shopId }, desk.actor);
    return await check(now, (told) => say(response, told));
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
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

import { createHash } from "node:crypto";
import pg from "pg";

/** A statement asked so often is kept ready. */
const OFTEN = 3;
/** Statements kept ready on each connection, and texts that are counted: each costs memory, here and there. */
const MOST_READY = 500;
const MOST_COUNTED = 2_000;
/** How these are best answered depends on the words that are looked for, so they are planned each time. */
const depends = /@@|ILIKE/;

const ready = new Map<string, string>();
const counted = new Map<string, number>();

type Question = { readonly text?: string; readonly name?: string };
type Ask = (this: unknown, ...words: unknown[]) => unknown;

/**
 * A connection on which what is asked again and again is read and planned by the database once: half of a short
 * question's time otherwise.
 */
export class RehearsedClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    const rehearsed: Ask = (question, ...rest) =>
      (super.query as Ask).call(this, withName(question), ...rest);
    this.query = rehearsed as typeof this.query;
  }
}

function withName(question: unknown): unknown {
  if (typeof question !== "object" || question === null || "submit" in question) return question;
  const { text, name } = question as Question;
  if (!text || name) return question;
  const known = ready.get(text) ?? (isOften(text) ? makeReady(text) : undefined);
  return known ? { ...question, name: known } : question;
}

function isOften(text: string): boolean {
  if (ready.size >= MOST_READY || depends.test(text)) return false;
  const times = (counted.get(text) ?? 0) + 1;
  if (counted.size >= MOST_COUNTED) counted.clear();
  counted.set(text, times);
  return times >= OFTEN;
}

/** The same name in every process: a pooler may lend one connection to several. */
function makeReady(text: string): string {
  const name = createHash("sha256").update(text).digest("base64url").slice(0, 32);
  counted.delete(text);
  ready.set(text, name);
  return name;
}

import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import type { Order } from "./state/order.ts";
import type { StoreState } from "./store.ts";
import type { ThemeState } from "./theme/settings.ts";
import type { Installation } from "./tokens.ts";

/** Everything that outlives the process. */
export type Kept = {
  readonly version: 1;
  readonly shops: Readonly<Record<string, StoreState>>;
  readonly installations: Readonly<Record<string, Installation>>;
  readonly themes: Readonly<Record<string, ThemeState>>;
};

/** With more orders than this, a snapshot takes seconds: then only the end is kept, not every change. */
const few = 5000;

/** What was kept, or null when there is nothing (or nothing readable: then it is set aside, not lost). */
export function readKept(file: string): Kept | null {
  if (!existsSync(file)) return null;
  try {
    const [first, ...orders] = linesOf(readFileSync(file));
    const kept = JSON.parse(first ?? "") as Kept;
    if (kept.version !== 1) return null;
    for (const line of orders) {
      const [shop, order] = JSON.parse(line) as [string, Order];
      kept.shops[shop]?.orders.push(order);
    }
    return kept;
  } catch {
    renameSync(file, `${file}.unreadable`);
    return null;
  }
}

/** Line by line, because a hundred thousand orders are more than one string can hold. */
function* linesOf(bytes: Buffer): Generator<string> {
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(10, from);
    const until = end < 0 ? bytes.length : end;
    if (until > from) yield bytes.toString("utf8", from, until);
    from = until + 1;
  }
}

/** Writes a snapshot soon after the first of a burst of changes, and at the end. */
export class Keeper {
  readonly #file: string;
  readonly #snapshot: () => Kept;
  #timer: NodeJS.Timeout | null = null;
  #isLarge = false;

  constructor(file: string, snapshot: () => Kept) {
    this.#file = file;
    this.#snapshot = snapshot;
  }

  /** Something changed. */
  touch(): void {
    if (!this.#isLarge) this.#timer ??= setTimeout(() => this.save(), 1000).unref();
  }

  /** Writes now: whole, then renamed, so that a crash leaves the last good one. */
  save(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const { shops, ...rest } = this.#snapshot();
    const orders = Object.entries(shops).flatMap(([shop, state]) =>
      state.orders.map((order) => [shop, order] as const),
    );
    const bare = Object.entries(shops).map(([shop, state]) => [shop, { ...state, orders: [] }] as const);
    this.#isLarge = orders.length > few;
    this.#write([{ ...rest, shops: Object.fromEntries(bare) }, ...orders]);
  }

  #write(lines: readonly unknown[]): void {
    mkdirSync(dirname(this.#file), { recursive: true });
    const draft = openSync(`${this.#file}.new`, "w");
    try {
      for (let from = 0; from < lines.length; from += 500) {
        const part = lines.slice(from, from + 500).map((line) => `${JSON.stringify(line)}\n`);
        writeSync(draft, part.join(""));
      }
    } finally {
      closeSync(draft);
    }
    renameSync(`${this.#file}.new`, this.#file);
  }
}

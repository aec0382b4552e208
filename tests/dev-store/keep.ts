import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
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

/** What was kept, or null when there is nothing (or nothing readable: then it is set aside, not lost). */
export function readKept(file: string): Kept | null {
  if (!existsSync(file)) return null;
  try {
    const kept = JSON.parse(readFileSync(file, "utf8")) as Kept;
    return kept.version === 1 ? kept : null;
  } catch {
    renameSync(file, `${file}.unreadable`);
    return null;
  }
}

/** Writes a snapshot soon after the last of a burst of changes, and at the end. */
export class Keeper {
  readonly #file: string;
  readonly #snapshot: () => Kept;
  #timer: NodeJS.Timeout | null = null;

  constructor(file: string, snapshot: () => Kept) {
    this.#file = file;
    this.#snapshot = snapshot;
  }

  /** Something changed. */
  touch(): void {
    this.#timer ??= setTimeout(() => this.save(), 1000).unref();
  }

  /** Writes now: whole, then renamed, so that a crash leaves the last good one. */
  save(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#snapshot()));
    renameSync(`${this.#file}.new`, this.#file);
  }
}

import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * The store's time: real time moved by an offset. The offset is written to a file (whole, then renamed), which
 * the preload of the app's processes reads, so that store and app agree on what time it is.
 */
export class Clock {
  readonly file: string | null;
  #offset = 0;

  constructor(file: string | null = null) {
    this.file = file;
    if (file) this.#offset = offsetIn(file);
  }

  /** Milliseconds by which this store's time is ahead of real time. */
  get offset(): number {
    return this.#offset;
  }

  now(): Date {
    // A process that was started with the preload has its Date moved already.
    return new Date(realNow() + this.#offset);
  }

  /** Moves time forward (or back, for a negative number). */
  moveBy(milliseconds: number): void {
    this.#set(this.#offset + milliseconds);
  }

  /** Back to real time. */
  reset(): void {
    this.#set(0);
  }

  #set(offset: number): void {
    this.#offset = Math.round(offset);
    if (!this.file) return;
    mkdirSync(dirname(this.file), { recursive: true });
    const draft = `${this.file}.${process.pid}`;
    writeFileSync(draft, String(this.#offset));
    renameSync(draft, this.file);
  }
}

/** Real time even where `Date` has been moved. */
function realNow(): number {
  return performance.timeOrigin + performance.now();
}

function offsetIn(file: string): number {
  try {
    const offset = Number(readFileSync(file, "utf8"));
    return Number.isFinite(offset) ? offset : 0;
  } catch {
    return 0;
  }
}

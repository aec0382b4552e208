import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Difference } from "./compare.ts";

/** A known difference: where it stands (`*` for any part) and why it stays. */
export type Explained = { file: string; step: string; path: string; reason: string };

export function readExplained(): Explained[] {
  return JSON.parse(readFileSync(join(import.meta.dirname, "differences.json"), "utf8")) as Explained[];
}

export type Verdict = { unexplained: Difference[]; outdated: Explained[] };

/** Differences without a reason, and reasons without a difference (of the files that were played). */
export function judge(differences: Difference[], explained: Explained[], files: readonly string[]): Verdict {
  const isFor = (reason: Explained, found: Difference) =>
    reason.file === found.file && fits(reason.step, found.step) && fits(reason.path, found.path);
  return {
    unexplained: differences.filter((found) => !explained.some((reason) => isFor(reason, found))),
    outdated: explained.filter(
      (reason) => files.includes(reason.file) && !differences.some((found) => isFor(reason, found)),
    ),
  };
}

function fits(pattern: string, text: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.^$+?()[\]{}|\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(text);
}

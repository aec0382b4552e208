import os from "node:os";

/** One line of the bench: what was reached, beside what the bare machine does in the same run. */
export type Line = {
  readonly part: string;
  readonly what: string;
  readonly reached: number;
  readonly unit: string;
  /** The same done by hand; null where there is nothing to compare with. */
  readonly floor: number | null;
  /** What was set out for, and whether it was reached; null where nothing was. */
  readonly aim: string | null;
  readonly holds: boolean | null;
  /** How many runs the median is of. */
  readonly runs: number;
  readonly load: number;
};

type Aim = { readonly text: string; readonly holds: (reached: number, ratio: number) => boolean };
type Taken = {
  readonly what: string;
  readonly unit: string;
  readonly reached: readonly number[];
  readonly floor?: readonly number[];
  readonly aim?: Aim;
};

/** What was measured, as a line: the medians of all runs. @throws Error for a figure that nobody took */
export function lineOf(part: string, { what, unit, reached, floor, aim }: Taken): Line {
  if (reached.length === 0 || reached.some(Number.isNaN))
    throw new Error(`${part}: ${what} was not measured`);
  const value = median(reached);
  const bare = floor ? median(floor) : null;
  const holds = aim ? aim.holds(value, bare ? value / bare : Number.NaN) : null;
  const load = Math.round((os.loadavg()[0] ?? 0) * 10) / 10;
  return {
    part,
    what,
    reached: value,
    unit,
    floor: bare,
    aim: aim?.text ?? null,
    holds,
    runs: reached.length,
    load,
  };
}

export const atMost = (most: number, unit: string): Aim => ({
  text: `≤ ${most} ${unit}`,
  holds: (reached) => reached <= most,
});
export const atLeastOfFloor = (least: number): Aim => ({
  text: `≥ ${least.toFixed(1)} of the floor`,
  holds: (_reached, ratio) => ratio >= least,
});
export const atMostOfFloor = (most: number): Aim => ({
  text: `≤ ${most.toFixed(1)} × the floor`,
  holds: (_reached, ratio) => ratio <= most,
});

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value that a share of all values does not exceed. NaN for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low === undefined || high === undefined
    ? Number.NaN
    : low + (high - low) * (place - Math.floor(place));
}

/** All lines for people: one table. */
export function table(lines: readonly Line[]): string {
  const head = ["", "reached", "floor", "ratio", "aim", "", "runs", "load"];
  const rows = lines.map((line) => [
    `${line.part}: ${line.what}`,
    `${short(line.reached)} ${line.unit}`,
    line.floor === null ? "" : `${short(line.floor)} ${line.unit}`,
    line.floor ? (line.reached / line.floor).toFixed(2) : "",
    line.aim ?? "",
    line.holds === null ? "" : line.holds ? "holds" : "MISSED",
    String(line.runs),
    line.load.toFixed(1),
  ]);
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => (row[at] ?? "").length)));
  const written = (row: readonly string[]) =>
    row
      .map((cell, at) => (at > 0 && at < 4 ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join("  ");
  return [head, ...rows].map((row) => `  ${written(row).trimEnd()}`).join("\n");
}

function short(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString("en");
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

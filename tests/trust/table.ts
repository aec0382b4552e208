/** One line of .data/reports/trust.jsonl: the row may name its part as well ("TI-2 portal"). */
export type Reached = {
  readonly row: string;
  readonly reached: string;
  readonly asked: string;
  readonly at: string;
};

/** A test as Vitest's JSON report tells it. */
export type Tested = { readonly title: string; readonly fullName: string; readonly status: string };

export type Row = {
  readonly id: string;
  /** "taken": no test bears its name, a test of another row took its figure. */
  readonly state: "holds" | "FAILED" | "taken";
  readonly tests: number;
  /** The last figures of this row's tests; when they took none, what the tests promise. */
  readonly figures: readonly { readonly reached: string; readonly asked: string }[];
};

/** The ids of rows at the start of a test's name: "WH-6: …", "LV-4 LV-5: …", "F4: …". */
const IDS = /(?:^|\s)((?:(?:[A-Z]{2}-\d+|F\d+)[ ,]*)+):/;
export const idsIn = (name: string): string[] => IDS.exec(name)?.[1]?.split(/[ ,]+/).filter(Boolean) ?? [];

/** Every row that a test ran for, with what it reached since the run began. One failed test fails its row. */
export function rowsOf(tested: readonly Tested[], reached: readonly Reached[]): Row[] {
  const ran = tested.filter(({ status }) => status === "passed" || status === "failed");
  const named = ran.flatMap(({ fullName }) => idsIn(fullName));
  const ids = new Set([...named, ...reached.map(({ row }) => row.split(" ")[0] ?? row)]);
  const of = (id: string) => ran.filter(({ fullName }) => idsIn(fullName).includes(id));
  return [...ids].map((id) => rowOf(id, of(id), reached)).toSorted(byName);
}

function rowOf(id: string, tests: readonly Tested[], reached: readonly Reached[]): Row {
  const last = new Map(reached.filter(({ row }) => row.split(" ")[0] === id).map((one) => [one.row, one]));
  const promises = tests.map(({ title }) => ({ reached: title.slice(title.indexOf(": ") + 2), asked: "" }));
  const hasFailed = tests.some(({ status }) => status === "failed");
  return {
    id,
    state: hasFailed ? "FAILED" : tests.length > 0 ? "holds" : "taken",
    tests: tests.length,
    figures: last.size > 0 ? [...last.values()] : promises,
  };
}

export type Wanted = Readonly<Record<string, Readonly<Record<string, string>>>>;
export type Unproven = {
  readonly id: string;
  readonly priority: string;
  readonly what: string;
  readonly why: string;
};

/** The rows that were asked for and that no test names, with the reason where one was written down. */
export function unproven(
  wanted: Wanted,
  proven: ReadonlySet<string>,
  reasons: Readonly<Record<string, string>>,
): Unproven[] {
  return Object.entries(wanted).flatMap(([priority, rows]) =>
    Object.entries(rows)
      .filter(([id]) => !proven.has(id))
      .map(([id, what]) => ({ id, priority, what, why: reasons[id] ?? "" }))
      .toSorted(byName),
  );
}

function byName(one: { id: string }, other: { id: string }): number {
  return one.id.localeCompare(other.id, "en", { numeric: true });
}

/** All of it for people. */
export function printed(rows: readonly Row[], missing: readonly Unproven[]): string {
  const lines = rows.flatMap(({ id, state, figures }) =>
    figures.map(({ reached, asked }, at) => [at === 0 ? id : "", at === 0 ? state : "", reached, asked]),
  );
  const without = missing.map(({ id, priority, what, why }) => [id, priority, what, why]);
  const table = columns([["row", "", "reached", "asked for"], ...lines]);
  return missing.length === 0 ? table : `${table}\n\n  Rows without a test\n${columns(without)}`;
}

const WIDEST = 90;

function columns(lines: readonly (readonly string[])[]): string {
  const widths = [0, 1, 2].map((at) =>
    Math.min(WIDEST, Math.max(...lines.map((line) => (line[at] ?? "").length))),
  );
  return lines
    .map(
      (line) =>
        `  ${line
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join("  ")
          .trimEnd()}`,
    )
    .join("\n");
}

import { NotBuilt } from "../field.ts";

/** How one search field looks at a row; the comparator is ":" for plain equality. */
export type Matcher<Row> = (row: Row, test: Test) => boolean;
export type Test = { comparator: ":" | ">" | ">=" | "<" | "<="; value: string; now: Date };
export type SearchFields<Row> = {
  what: string;
  fields: Record<string, Matcher<Row>>;
  text: (row: Row) => string[];
};

type Predicate<Row> = (row: Row) => boolean;

/**
 * Shopify's search syntax: `field:value`, comparisons, quotes, `*` at the end, AND (also by a blank), OR,
 * NOT or `-`, brackets. A field this store does not know is an error with its name.
 */
export function search<Row>(query: string | null, fields: SearchFields<Row>, now: Date): Predicate<Row> {
  const tokens = tokenize(query ?? "");
  if (tokens.length === 0) return () => true;
  return alternatives({ tokens, at: 0 }, { fields, now });
}

type Token = { kind: "(" | ")" | "AND" | "OR" | "NOT" } | Term;
type Term = { kind: "term"; field: string | null; comparator: Test["comparator"]; value: string };
type Reader = { tokens: Token[]; at: number };
type Rules<Row> = { fields: SearchFields<Row>; now: Date };

const pattern =
  /\s*(?:([()])|(-)?(?:([A-Za-z_]+):(>=|<=|>|<)?)?(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s()]+)))/y;

function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(query); match; match = pattern.exec(query)) tokens.push(...tokensIn(match));
  return tokens;
}

function tokensIn(match: RegExpExecArray): Token[] {
  const [, bracket, minus, field, , double, single, bare] = match;
  if (bracket === "(" || bracket === ")") return [{ kind: bracket }];
  const isWord = !field && !minus && (bare === "AND" || bare === "OR" || bare === "NOT");
  if (isWord) return [{ kind: bare }];
  const found = termIn(match, double ?? single);
  return minus ? [{ kind: "NOT" }, found] : [found];
}

function termIn(match: RegExpExecArray, quoted: string | undefined): Term {
  const [, , , field, comparator] = match;
  const value = quoted === undefined ? (match.at(-1) ?? "") : quoted.replace(/\\(.)/g, "$1");
  return { kind: "term", field: field ?? null, comparator: (comparator ?? ":") as Test["comparator"], value };
}

function alternatives<Row>(reader: Reader, rules: Rules<Row>): Predicate<Row> {
  const any = [conjunction(reader, rules)];
  while (reader.tokens[reader.at]?.kind === "OR") {
    reader.at += 1;
    any.push(conjunction(reader, rules));
  }
  return (row) => any.some((predicate) => predicate(row));
}

function conjunction<Row>(reader: Reader, rules: Rules<Row>): Predicate<Row> {
  const all: Predicate<Row>[] = [];
  for (let token = reader.tokens[reader.at]; token; token = reader.tokens[reader.at]) {
    if (token.kind === "OR" || token.kind === ")") break;
    if (token.kind === "AND") reader.at += 1;
    else all.push(negation(reader, rules));
  }
  return (row) => all.every((predicate) => predicate(row));
}

function negation<Row>(reader: Reader, rules: Rules<Row>): Predicate<Row> {
  const token = reader.tokens[reader.at];
  reader.at += 1;
  if (token?.kind === "NOT") {
    const inner = negation(reader, rules);
    return (row) => !inner(row);
  }
  if (token?.kind === "(") {
    const inner = alternatives(reader, rules);
    reader.at += 1;
    return inner;
  }
  return token?.kind === "term" ? term(token, rules) : () => true;
}

function term<Row>(token: Term, { fields, now }: Rules<Row>): Predicate<Row> {
  if (token.field === null) {
    const words = token.value.toLowerCase().replace(/\*$/, "");
    return (row) => fields.text(row).some((text) => text.toLowerCase().includes(words));
  }
  const matcher = fields.fields[token.field.toLowerCase()];
  if (!matcher) throw new NotBuilt(`The search field ${token.field} of ${fields.what}`);
  const test: Test = { comparator: token.comparator, value: token.value, now };
  return (row) => matcher(row, test);
}

/** Equal without regard to case; `*` at the end stands for anything, `*` alone for "has one". */
export function words<Row>(of: (row: Row) => string | null | undefined | readonly string[]): Matcher<Row> {
  return (row, { value }) => {
    const found = of(row);
    const texts = (Array.isArray(found) ? found : [found]).filter((text) => typeof text === "string");
    const wanted = value.toLowerCase();
    if (wanted === "*") return texts.length > 0;
    return wanted.endsWith("*")
      ? texts.some((text) => text.toLowerCase().startsWith(wanted.slice(0, -1)))
      : texts.some((text) => text.toLowerCase() === wanted);
  };
}

/** Times: ISO, a bare day (compared as the whole UTC day), or `now`. */
export function time<Row>(of: (row: Row) => string | null): Matcher<Row> {
  return (row, test) => {
    const found = of(row);
    if (found === null) return false;
    const wanted = test.value === "now" ? test.now.toISOString() : test.value;
    const day = /^\d{4}-\d\d-\d\d$/.test(wanted);
    const start = Date.parse(wanted);
    const end = day ? start + 86_399_999 : start;
    return compare(Date.parse(found), { start, end }, test.comparator);
  };
}

/** Numbers and ids; an id may be given as number or in full. */
export function number<Row>(of: (row: Row) => number | null): Matcher<Row> {
  return (row, test) => {
    const found = of(row);
    const wanted = Number(test.value.split("/").at(-1));
    return found !== null && compare(found, { start: wanted, end: wanted }, test.comparator);
  };
}

function compare(
  found: number,
  wanted: { start: number; end: number },
  comparator: Test["comparator"],
): boolean {
  if (comparator === ">") return found > wanted.end;
  if (comparator === ">=") return found >= wanted.start;
  if (comparator === "<") return found < wanted.start;
  if (comparator === "<=") return found <= wanted.end;
  return found >= wanted.start && found <= wanted.end;
}

import { GraphQLError } from "graphql";
import type { Args } from "./field.ts";

export type Connection<Row> = {
  nodes: Row[];
  edges: { node: Row; cursor: string }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
};

type Paging = { args: Args; id?: (row: never) => string; value?: (row: never) => unknown };

/**
 * One page of rows, as Relay and Shopify understand first/after/last/before and reverse. A cursor names
 * the row it stands on, so that rows which come and go before it do not shift the page.
 */
export function connect<Row>(all: readonly Row[], paging: Paging): Connection<Row> {
  const { args } = paging;
  const { first, last } = limits(args);
  if (args.skip !== undefined) return part(all, Number(args.skip), first ?? all.length);
  const key = (row: Row) => (paging.id ? paging.id(row as never) : (row as { id: string }).id);
  const rows = args.reverse === true ? [...all].reverse() : all;
  const from = args.after ? position(rows, key, String(args.after)) + 1 : 0;
  const to = args.before ? position(rows, key, String(args.before)) : rows.length;
  const start = last === null ? from : Math.max(from, to - last);
  const end = first === null ? to : Math.min(to, from + first);
  const page = rows.slice(start, end);
  const cursors = page.map((row) => cursor(key(row), paging.value ? paging.value(row as never) : null));
  return {
    nodes: page,
    edges: page.map((node, index) => ({ node, cursor: cursors[index] ?? "" })),
    pageInfo: {
      hasNextPage: end < rows.length,
      hasPreviousPage: start > 0,
      startCursor: cursors[0] ?? null,
      endCursor: cursors.at(-1) ?? null,
    },
  };
}

/** A bulk operation walks through the rows by their number and asks for no cursors. */
function part<Row>(all: readonly Row[], skip: number, rows: number): Connection<Row> {
  const nodes = all.slice(skip, skip + rows);
  return {
    nodes,
    edges: nodes.map((node) => ({ node, cursor: "" })),
    pageInfo: {
      hasNextPage: skip + rows < all.length,
      hasPreviousPage: skip > 0,
      startCursor: null,
      endCursor: null,
    },
  };
}

function limits(args: Args): { first: number | null; last: number | null } {
  const [first, last] = [sizeIn(args.first), sizeIn(args.last)];
  if (first === null && last === null)
    throw new GraphQLError("you must provide one of first or last", { extensions: { code: "BAD_REQUEST" } });
  if (first !== null && last !== null)
    throw new GraphQLError("providing both first and last is not supported", {
      extensions: { code: "BAD_REQUEST" },
    });
  const size = first ?? last ?? 0;
  if (size > 250 && args.skip === undefined)
    throw new GraphQLError("The maximum number of records that can be requested is 250", {
      extensions: { code: "BAD_REQUEST" },
    });
  return { first, last };
}

function sizeIn(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

function position<Row>(rows: readonly Row[], key: (row: Row) => string, text: string): number {
  const id = idIn(text);
  const found = id === null ? -1 : rows.findIndex((row) => String(lastPart(key(row))) === id);
  if (found < 0)
    throw new GraphQLError(`Invalid cursor for current pagination sort.`, {
      extensions: { code: "BAD_REQUEST" },
    });
  return found;
}

function idIn(text: string): string | null {
  try {
    const parsed = JSON.parse(Buffer.from(text, "base64").toString("utf8")) as { last_id?: unknown };
    return parsed.last_id === undefined ? null : String(parsed.last_id);
  } catch {
    return null;
  }
}

function cursor(id: string, value: unknown): string {
  const last = lastPart(id);
  return Buffer.from(JSON.stringify({ last_id: last, last_value: String(value ?? last) })).toString("base64");
}

function lastPart(id: string): number | string {
  const part = id.split("/").at(-1)?.split("?")[0] ?? id;
  return /^\d+$/.test(part) ? Number(part) : part;
}

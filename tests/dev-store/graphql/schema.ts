import { readFileSync } from "node:fs";
import { join } from "node:path";
import { GraphQLError, GraphQLScalarType, buildClientSchema } from "graphql";
import type { GraphQLSchema, IntrospectionQuery } from "graphql";

const file = join(import.meta.dirname, "../../../.cache/admin-2026-10.schema.json");

/** Which scopes a field or type asks for: of each group at least one. */
export type Access = { words: string; groups: string[][] };

type Loaded = { schema: GraphQLSchema; access: Map<string, Access> };
let loaded: Loaded | null = null;

/** Shopify's own schema, read once per process (0.4 s). Access rules by "Type" and "Type.field". */
export function loadSchema(): Loaded {
  loaded ??= load();
  return loaded;
}

function load(): Loaded {
  const raw = JSON.parse(readFileSync(file, "utf8")) as { data?: IntrospectionQuery } & IntrospectionQuery;
  const introspection = raw.data ?? raw;
  const schema = buildClientSchema(introspection);
  strictScalars(schema);
  return { schema, access: accessRules(introspection) };
}

type Guarded = { name: string; requiredAccess?: string; fields?: Guarded[] };

function accessRules(introspection: IntrospectionQuery): Map<string, Access> {
  const rules = new Map<string, Access>();
  for (const type of introspection.__schema.types as unknown as Guarded[]) {
    addRule(rules, type.name, type.requiredAccess);
    for (const field of type.fields ?? []) addRule(rules, `${type.name}.${field.name}`, field.requiredAccess);
  }
  return rules;
}

/** "`a` access scope or `b` access scope. Also: Requires the `c` ..." is (a or b) and c. */
function addRule(rules: Map<string, Access>, place: string, words: string | undefined): void {
  if (!words) return;
  const kind = place.startsWith("Mutation.") ? "write" : "read";
  const groups = words
    .split("Also:")
    .filter((part, position) => position === 0 || part.trim().startsWith("Requires"))
    .map((part) => [...part.matchAll(/`([a-z_]+)`/g)].map((match) => scopeName(match[1] ?? "", kind)))
    .filter((group) => group.length > 0);
  if (groups.length > 0) rules.set(place, { words: words.trim(), groups });
}

function scopeName(word: string, kind: "read" | "write"): string {
  return /^(read|write)_/.test(word) ? word : `${kind}_${word}`;
}

/** Introspection loses what scalars accept; these are the ones a careless client gets wrong. */
function strictScalars(schema: GraphQLSchema): void {
  const decimal = (value: unknown) => {
    if (/^-?\d+(\.\d+)?$/.test(String(value))) return String(value);
    throw new GraphQLError(`invalid decimal '${String(value)}'`);
  };
  const time = (value: unknown) => {
    if (typeof value === "string" && /^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(Date.parse(value)))
      return value;
    throw new GraphQLError(`invalid DateTime '${String(value)}'`);
  };
  const parsers: Record<string, (value: unknown) => unknown> = {
    Decimal: decimal,
    Money: decimal,
    DateTime: time,
  };
  for (const [name, parse] of Object.entries(parsers)) {
    const scalar = schema.getType(name);
    if (scalar instanceof GraphQLScalarType) scalar.parseValue = parse;
  }
  const big = schema.getType("UnsignedInt64");
  if (big instanceof GraphQLScalarType) big.serialize = (value) => String(value);
}

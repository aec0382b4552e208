import {
  buildClientSchema,
  getNamedType,
  NoDeprecatedCustomRule,
  parse,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type IntrospectionQuery,
} from "graphql";

/** What Shopify's schema says beyond GraphQL: the scope that a field wants, and whether it tells of a person. */
type Mark = {
  name: string;
  description?: string;
  requiredAccess?: string;
  isProtected?: boolean;
  protectedContent?: string;
};
type MarkedType = Mark & { fields?: Mark[] };

export type AdminSchema = {
  readonly graphql: GraphQLSchema;
  /** By type, and by type.field. */
  readonly marks: ReadonlyMap<string, Mark>;
};

/** Reads Shopify's introspection file, with the marks that plain GraphQL would drop. */
export function adminSchema(json: string): AdminSchema {
  const { data } = JSON.parse(json) as { data: IntrospectionQuery };
  const types = data.__schema.types as unknown as MarkedType[];
  const marks = types.flatMap((type): [string, Mark][] => [
    [type.name, type],
    ...(type.fields ?? []).map((field): [string, Mark] => [`${type.name}.${field.name}`, field]),
  ]);
  return { graphql: buildClientSchema(data), marks: new Map(marks) };
}

export type Findings = { faults: string[]; personal: string[] };

/**
 * What is wrong with one document: invalid, deprecated, out of `scopes`, or a payment without its idempotency key.
 * `personal` names the protected customer fields it reads, which is no fault but has to be declared to Shopify.
 */
export function faultsIn(text: string, schema: AdminSchema, scopes: readonly string[]): Findings {
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    return { faults: [String(error)], personal: [] };
  }
  const invalid = validate(schema.graphql, document, [...specifiedRules, NoDeprecatedCustomRule]);
  const found: Findings = { faults: invalid.map(({ message }) => message), personal: [] };
  const granted = new Set(scopes.flatMap((scope) => [scope, scope.replace(/^write_/, "read_")]));
  const types = new TypeInfo(schema.graphql);
  const Field = (field: FieldNode) => {
    const parent = types.getParentType()?.name ?? "";
    const keys = [`${parent}.${field.name.value}`, getNamedType(types.getType())?.name ?? ""];
    for (const key of keys) inspect(key, schema.marks.get(key), { granted, found });
    found.faults.push(...missingKey(parent, field, schema));
  };
  visit(document, visitWithTypeInfo(types, { Field }));
  return { faults: [...new Set(found.faults)], personal: [...new Set(found.personal)] };
}

type Book = { granted: ReadonlySet<string>; found: Findings };

function inspect(key: string, mark: Mark | undefined, { granted, found }: Book): void {
  const wanted = [...(mark?.requiredAccess ?? "").matchAll(/`((?:read|write)_[a-z_]+)`/g)].map(
    ([, scope]) => scope,
  );
  if (wanted.length > 0 && !wanted.some((scope) => scope && granted.has(scope)))
    found.faults.push(`${key} needs the scope ${wanted.join(" or ")} in shopify.app.toml`);
  if (mark?.isProtected) found.personal.push(`${key} (${mark.protectedContent ?? "personal"})`);
}

function missingKey(parent: string, field: FieldNode, { marks }: AdminSchema): string[] {
  const mark = marks.get(`${parent}.${field.name.value}`);
  const required = parent === "Mutation" && /idempotency key is required/i.test(mark?.description ?? "");
  const given = field.directives?.some((directive) => directive.name.value === "idempotent");
  return required && !given ? [`${field.name.value} needs @idempotent(key: ...)`] : [];
}

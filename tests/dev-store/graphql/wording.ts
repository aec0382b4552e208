import type { GraphQLError } from "graphql";

/** How live stores say what graphql-js found wrong in a query; anything else keeps graphql-js' words. */
type Wording = [RegExp, string, (parts: string[]) => string];

const wordings: Wording[] = [
  [
    /^Cannot query field "(.+?)" on type "(.+?)"/,
    "undefinedField",
    ([f, t]) => `Field '${f}' doesn't exist on type '${t}'`,
  ],
  [
    /^Unknown argument "(.+?)" on field "(?:.+\.)?(.+?)"/,
    "argumentNotAccepted",
    ([a, f]) => `Field '${f}' doesn't accept argument '${a}'`,
  ],
  [
    /^Field "(.+?)" argument "(.+?)" of type ".+?" is required/,
    "missingRequiredArguments",
    ([f, a]) => `Field '${f}' is missing required arguments: ${a}`,
  ],
  [
    /^Field "(.+?)" of type "(.+?)" must have a selection of subfields/,
    "selectionMismatch",
    ([f, t]) =>
      `Field must have selections (field '${f}' returns ${t?.replace(/[!\[\]]/g, "")} but has no selections. Did you mean '${f} { ... }'?)`,
  ],
  [
    /^Field "(.+?)" must not have a selection since type "(.+?)" has no subfields/,
    "selectionMismatch",
    ([f, t]) =>
      `Selections can't be made on scalars (field '${f}' returns ${t?.replace(/[!\[\]]/g, "")} but has selections)`,
  ],
  [/^Unknown directive "@(.+?)"/, "undefinedDirective", ([d]) => `Directive @${d} is not defined`],
  [/^Unknown fragment "(.+?)"/, "useAndDefineFragment", ([n]) => `Fragment ${n} was used, but not defined`],
  [
    /^Unknown type "(.+?)"/,
    "undefinedType",
    ([t]) => `No such type ${t}, so it can't be a fragment condition`,
  ],
  [
    /^Fragment "(.+?)" is never used/,
    "useAndDefineFragment",
    ([n]) => `Fragment ${n} was defined, but not used`,
  ],
  [
    /^Variable "\$(.+?)" is not defined(?: by operation "(.+?)")?/,
    "variableNotDefined",
    ([v, o]) => `Variable $${v} is used by ${o ?? "anonymous query"} but not declared`,
  ],
  [
    /^Variable "\$(.+?)" is never used(?: in operation "(.+?)")?/,
    "variableNotUsed",
    ([v, o]) => `Variable $${v} is declared by ${o ?? "anonymous query"} but not used`,
  ],
];

export type ErrorView = {
  message: string;
  locations?: readonly { line: number; column: number }[];
  path?: readonly (string | number)[];
  extensions?: Record<string, unknown>;
};

/** An error of parsing or validating, as live stores write it. */
export function validationView(error: GraphQLError): ErrorView {
  for (const [pattern, code, words] of wordings) {
    const match = pattern.exec(error.message);
    if (match) return withPlace(error, words(match.slice(1)), { code });
  }
  const parse = error.message.startsWith("Syntax Error: ");
  return withPlace(error, parse ? `syntax error, ${error.message.slice(14)}` : error.message, {
    ...error.extensions,
  });
}

/** An error met while answering. */
export function executionView(error: GraphQLError): ErrorView {
  const view = withPlace(error, error.message, { ...error.extensions });
  return error.path ? { ...view, path: error.path } : view;
}

function withPlace(error: GraphQLError, message: string, extensions: Record<string, unknown>): ErrorView {
  return {
    message,
    ...(error.locations ? { locations: error.locations } : {}),
    ...(Object.keys(extensions).length > 0 ? { extensions } : {}),
  };
}

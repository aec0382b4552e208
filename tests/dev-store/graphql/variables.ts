import {
  GraphQLError,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
  typeFromAST,
} from "graphql";
import type { GraphQLEnumType, GraphQLInputType, GraphQLSchema, OperationDefinitionNode } from "graphql";
import { print } from "graphql";

type Problem = { path: (string | number)[]; explanation: string };

/** What is wrong with the variables, in the words of live stores; empty when they fit. */
export function variableErrors(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): GraphQLError[] {
  return (operation.variableDefinitions ?? []).flatMap((definition) => {
    const name = definition.variable.name.value;
    const type = typeFromAST(schema, definition.type as never) as GraphQLInputType | undefined;
    if (!type || (variables[name] === undefined && definition.defaultValue)) return [];
    const value = variables[name] ?? null;
    const problems = problemsOf(type, value, []);
    if (problems.length === 0) return [];
    const told = problems
      .filter(({ path }) => path.length > 0)
      .map(problemText)
      .join(", ");
    const message = `Variable $${name} of type ${print(definition.type)} was provided invalid value`;
    return [
      new GraphQLError(told ? `${message} for ${told}` : message, {
        nodes: [definition],
        extensions: { code: "INVALID_VARIABLE", value, problems },
      }),
    ];
  });
}

function problemText({ path, explanation }: Problem): string {
  return `${path.join(".")} (${explanation})`;
}

function problemsOf(type: GraphQLInputType, value: unknown, path: Problem["path"]): Problem[] {
  const absent = value === null || value === undefined;
  if (isNonNullType(type))
    return absent
      ? [{ path, explanation: "Expected value to not be null" }]
      : problemsOf(type.ofType, value, path);
  if (absent) return [];
  if (isListType(type)) {
    const rows = Array.isArray(value) ? value : [value];
    return rows.flatMap((row, index) => problemsOf(type.ofType, row, [...path, index]));
  }
  if (isInputObjectType(type)) return objectProblems(type, value, path);
  if (isEnumType(type)) return enumProblems(type, value, path);
  return isScalarType(type) ? scalarProblems(type, value, path) : [];
}

function enumProblems(type: GraphQLEnumType, value: unknown, path: Problem["path"]): Problem[] {
  if (type.getValue(String(value))) return [];
  const names = type.getValues().map((option) => option.name);
  return [{ path, explanation: `Expected "${String(value)}" to be one of: ${names.join(", ")}` }];
}

function objectProblems(
  type: Extract<GraphQLInputType, { getFields: unknown }>,
  value: unknown,
  path: Problem["path"],
): Problem[] {
  if (typeof value !== "object" || Array.isArray(value))
    return [{ path, explanation: `Expected ${JSON.stringify(value)} to be a key-value object.` }];
  const known = type.getFields();
  const given = value as Record<string, unknown>;
  const strange = Object.keys(given)
    .filter((key) => !known[key])
    .map((key) => ({ path: [...path, key], explanation: `Field is not defined on ${type.name}` }));
  const wrong = Object.values(known).flatMap((field) => {
    if (given[field.name] === undefined && field.defaultValue !== undefined) return [];
    return problemsOf(field.type, given[field.name], [...path, field.name]);
  });
  return [...strange, ...wrong];
}

function scalarProblems(
  type: { name: string; parseValue: (value: unknown) => unknown },
  value: unknown,
  path: Problem["path"],
): Problem[] {
  try {
    type.parseValue(value);
    return [];
  } catch (error) {
    const own = error instanceof Error && error.message.startsWith("invalid ") ? error.message : null;
    return [{ path, explanation: own ?? `Could not coerce value ${JSON.stringify(value)} to ${type.name}` }];
  }
}

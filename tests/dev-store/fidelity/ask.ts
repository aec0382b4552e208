import {
  GraphQLObjectType,
  OperationTypeNode,
  getNamedType,
  isCompositeType,
  isListType,
  getNullableType,
  parse,
  print,
  visit,
} from "graphql";
import type { GraphQLField, GraphQLCompositeType, DocumentNode, OperationDefinitionNode } from "graphql";
import { loadSchema } from "../graphql/schema.ts";
import { isObject } from "./recording.ts";
import type { Step } from "./recording.ts";

/** The query of a step: as recorded, with a key where 2026-10 wants one; else rebuilt from what was answered. */
export function queryOf(step: Step): string {
  return step.query === null ? rebuilt(step) : keyed(step.query, step.name);
}

export function isMutation(step: Step): boolean {
  if (step.query !== null) return /(^|\n)\s*mutation\b/.test(step.query);
  const [name = ""] = Object.keys(isObject(step.answer.data) ? step.answer.data : {});
  return Boolean(loadSchema().schema.getMutationType()?.getFields()[name]);
}

/** Recordings of before 2026-04 carry no idempotency key; the step's name serves as one. */
function keyed(query: string, name: string): string {
  if (!query.includes("refundCreate") || query.includes("@idempotent")) return query;
  const document = visit(parse(query), {
    Field: (field) =>
      field.name.value === "refundCreate" ? { ...field, directives: [keyDirective(name)] } : undefined,
  });
  return print(document as DocumentNode);
}

function keyDirective(name: string) {
  const source = `mutation { refundCreate @idempotent(key: ${JSON.stringify(name)}) }`;
  const [operation] = parse(source).definitions as OperationDefinitionNode[];
  const [field] = operation?.selectionSet.selections ?? [];
  const [directive] = field?.directives ?? [];
  if (!directive) throw new Error("No directive");
  return directive;
}

/** Asks for exactly the fields that were answered, with the recorded variables as arguments of the first field. */
function rebuilt(step: Step): string {
  const { schema } = loadSchema();
  const [name, answer] = Object.entries(isObject(step.answer.data) ? step.answer.data : {})[0] ?? ["", null];
  const mutation = schema.getMutationType()?.getFields()[name];
  const field = mutation ?? schema.getQueryType()?.getFields()[name];
  if (!field) throw new Error(`No field ${name}`);
  const given = field.args.filter((argument) => argument.name in step.variables);
  const declared = given.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(", ");
  const passed = given.map((argument) => `${argument.name}: $${argument.name}`).join(", ");
  const key = name === "refundCreate" ? ` @idempotent(key: ${JSON.stringify(step.name)})` : "";
  const operation = mutation ? OperationTypeNode.MUTATION : OperationTypeNode.QUERY;
  return `${operation} Rebuilt(${declared}) { ${name}(${passed})${key} ${selection(field, answer)} }`;
}

function selection(field: GraphQLField<unknown, unknown>, answer: unknown): string {
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return "";
  const rows = Array.isArray(answer) ? answer : [answer];
  const shape: Record<string, unknown> = Object.assign({}, ...rows.filter(isObject));
  const parts = Object.entries(shape).map(([name, value]) => part(type, name, value));
  return `{ ${parts.join(" ") || "__typename"} }`;
}

function part(type: GraphQLCompositeType, name: string, value: unknown): string {
  const field = type instanceof GraphQLObjectType || "getFields" in type ? type.getFields()[name] : undefined;
  if (!field) return name;
  const page =
    field.args.some((argument) => argument.name === "first") && !isListType(getNullableType(field.type));
  return `${name}${page ? "(first: 5)" : ""} ${selection(field, value)}`;
}

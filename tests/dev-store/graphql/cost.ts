import { Kind, getNamedType, isCompositeType } from "graphql";
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  FragmentSpreadNode,
  GraphQLCompositeType,
  GraphQLSchema,
  InlineFragmentNode,
  OperationDefinitionNode,
  SelectionSetNode,
} from "graphql";

type Survey = {
  schema: GraphQLSchema;
  fragments: Map<string, FragmentDefinitionNode>;
  variables: Record<string, unknown>;
};

/** A place in the query; `data` is what was answered there, or `asked` before anything was. */
type Place = { type: GraphQLCompositeType; data: unknown };
const asked = Symbol("asked");

/** Money, pages' ends and errors come for nothing, as the recordings of live stores show. */
const free = /^(MoneyBag|MoneyV2|PageInfo|Count|Weight)$|UserError$/;

/**
 * What Shopify asks for a query before running it; with `data`, what it came to. Read off the costs in
 * recordings of live stores: an object costs 1, a mutation 10 with its own object included, a connection 2
 * plus the cost of a node times the page on a logarithmic scale (1 → 1, 5 → 3, 10 → 4, 50 → 7); a list is
 * one object whatever its length. An empty page costs what was asked.
 */
export function queryCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  run: { operation: OperationDefinitionNode; variables: Record<string, unknown>; data?: unknown },
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const part of document.definitions)
    if (part.kind === Kind.FRAGMENT_DEFINITION) fragments.set(part.name.value, part);
  const survey = { schema, fragments, variables: run.variables };
  const data = run.data === undefined ? asked : run.data;
  const mutation = run.operation.operation === "mutation";
  const root = mutation ? schema.getMutationType() : schema.getQueryType();
  if (!root) return 0;
  const place = { type: root, data };
  if (!mutation) return selectionCost(survey, place, run.operation.selectionSet);
  const calls = fieldsOf(survey, run.operation.selectionSet);
  return calls.reduce(
    (cost, field) => cost + 10 + payloadCost(survey, below(survey, place, field), field),
    0,
  );
}

/** The payload and what it hands over are included in the mutation's 10; only their insides count. */
function payloadCost(survey: Survey, payload: Place | null, field: FieldNode): number {
  if (!payload || !field.selectionSet || payload.data === null) return 0;
  const insides = fieldsOf(survey, field.selectionSet).map((part) => {
    const inner = below(survey, payload, part);
    if (!inner || !part.selectionSet || free.test(inner.type.name) || inner.data === null) return 0;
    return rowsCost(survey, inner, part.selectionSet);
  });
  return insides.reduce((sum, cost) => sum + cost, 0);
}

/** A list costs as much as its dearest row. */
function rowsCost(survey: Survey, place: Place, selection: SelectionSetNode): number {
  if (!Array.isArray(place.data)) return selectionCost(survey, place, selection);
  return Math.max(
    0,
    ...place.data.map((data: unknown) => selectionCost(survey, { ...place, data }, selection)),
  );
}

/** Fields of a selection cost together; of fragments on several types only the dearest counts. */
function selectionCost(survey: Survey, place: Place, selection: SelectionSetNode): number {
  if (place.data === null) return 0;
  let own = 0;
  const onTypes = new Map<string, number>();
  for (const part of selection.selections) {
    if (part.kind === Kind.FIELD) {
      own += fieldCost(survey, place, part);
      continue;
    }
    const inner = fragmentOf(survey, place, part);
    if (!inner) continue;
    const cost = selectionCost(survey, { type: inner.type, data: place.data }, inner.selectionSet);
    if (inner.type.name === place.type.name) own += cost;
    else onTypes.set(inner.type.name, (onTypes.get(inner.type.name) ?? 0) + cost);
  }
  return own + Math.max(0, ...onTypes.values());
}

function fragmentOf(survey: Survey, place: Place, part: InlineFragmentNode | FragmentSpreadNode) {
  const inner = part.kind === Kind.INLINE_FRAGMENT ? part : survey.fragments.get(part.name.value);
  const type = survey.schema.getType(inner?.typeCondition?.name.value ?? place.type.name);
  return inner && type && isCompositeType(type) ? { type, selectionSet: inner.selectionSet } : null;
}

function fieldCost(survey: Survey, parent: Place, field: FieldNode): number {
  const place = below(survey, parent, field);
  if (!place || !field.selectionSet || free.test(place.type.name) || place.data === null) return 0;
  if (!place.type.name.endsWith("Connection")) return 1 + rowsCost(survey, place, field.selectionSet);
  const rows = rowsIn(place.data);
  const size = rows === null || rows === 0 ? pageSize(survey, field) : rows;
  return (
    2 + scale(size) * nodeCost(survey, rows === 0 ? { ...place, data: asked } : place, field.selectionSet)
  );
}

/** One row of a connection, however it is reached: nodes, or edges with a node. */
function nodeCost(survey: Survey, connection: Place, selection: SelectionSetNode): number {
  const costs = fieldsOf(survey, selection).map((part) => {
    const place = below(survey, connection, part);
    if (!place || !part.selectionSet) return 0;
    if (part.name.value === "edges") return rowsCost(survey, place, part.selectionSet);
    return part.name.value === "nodes" ? fieldCost(survey, connection, part) : 0;
  });
  return Math.max(1, ...costs);
}

/** 1, 3, 4, 7 for pages of 1, 5, 10, 50. */
function scale(rows: number): number {
  return rows <= 0 ? 0 : 1 + Math.round(Math.log2(rows));
}

function rowsIn(data: unknown): number | null {
  if (data === asked || data === null || typeof data !== "object") return null;
  const lists = Object.values(data).filter((value) => Array.isArray(value));
  return lists[0]?.length ?? null;
}

function pageSize(survey: Survey, field: FieldNode): number {
  for (const argument of field.arguments ?? []) {
    if (argument.name.value !== "first" && argument.name.value !== "last") continue;
    if (argument.value.kind === Kind.INT) return Number(argument.value.value);
    if (argument.value.kind === Kind.VARIABLE)
      return Number(survey.variables[argument.value.name.value] ?? 0);
  }
  return 0;
}

function fieldsOf(survey: Survey, selection: SelectionSetNode): FieldNode[] {
  return selection.selections.flatMap((part) => {
    if (part.kind === Kind.FIELD) return [part];
    const inner = part.kind === Kind.INLINE_FRAGMENT ? part : survey.fragments.get(part.name.value);
    return inner ? fieldsOf(survey, inner.selectionSet) : [];
  });
}

function below(survey: Survey, parent: Place, field: FieldNode): Place | null {
  const type = typeBelow(survey, parent.type, field.name.value);
  if (!type || !isCompositeType(type)) return null;
  if (parent.data === asked) return { type, data: asked };
  const answer = parent.data as Record<string, unknown> | null;
  return { type, data: answer?.[field.alias?.value ?? field.name.value] ?? null };
}

function typeBelow(survey: Survey, parent: GraphQLCompositeType, name: string) {
  if (name === "__type") return survey.schema.getType("__Type");
  const found = "getFields" in parent ? parent.getFields()[name] : undefined;
  return found && getNamedType(found.type);
}

import { Kind, TypeInfo, getNamedType, getNullableType, isListType, visit, visitWithTypeInfo } from "graphql";
import type { DocumentNode, FieldNode, SelectionSetNode } from "graphql";
import { loadSchema } from "../schema.ts";

/** Why Shopify would not run this as a bulk query; null when it would. */
export function bulkRules(document: DocumentNode): string | null {
  const survey = surveyOf(document);
  const roots = document.definitions.flatMap((part) =>
    part.kind === Kind.OPERATION_DEFINITION ? part.selectionSet.selections : [],
  );
  const rootNames = roots.map((field) => (field.kind === Kind.FIELD ? field.name.value : ""));
  if (rootNames.length !== 1) return "Bulk queries must have exactly one top-level field.";
  if (rootNames.some((name) => name === "node" || name === "nodes"))
    return "Bulk queries cannot use the top-level `node` or `nodes` fields.";
  if (survey.connections.length === 0) return "Bulk queries must contain at least one connection.";
  if (survey.connections.length > 5) return "Bulk queries cannot contain more than 5 connections.";
  if (survey.connections.some((row) => row.depth > 2))
    return "Bulk queries cannot contain connections with a nesting depth greater than 2.";
  if (survey.connections.some((row) => row.inList))
    return "Queries that contain a connection field within a list field are not currently supported.";
  if (survey.connections.some((row) => nodeOf(row.field) === null))
    return "All connection fields in a bulk query must select their contents using 'edges' > 'node'.";
  if (survey.connections.some((row) => row.holdsConnection && !selects(nodeOf(row.field), "id")))
    return "The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of type 'Node' interface.";
  return null;
}

type Found = { field: FieldNode; depth: number; inList: boolean; holdsConnection: boolean };

function surveyOf(document: DocumentNode): { connections: Found[] } {
  const info = new TypeInfo(loadSchema().schema);
  const connections: Found[] = [];
  const open: Found[] = [];
  let lists = 0;
  const isList = () => isListType(getNullableType(info.getType())) && !isEdgeOrNode(info);
  const visitor = visitWithTypeInfo(info, {
    Field: {
      enter(field) {
        if (isList()) lists += 1;
        const type = info.getType();
        if (!type || !getNamedType(type).name.endsWith("Connection")) return;
        for (const row of open) row.holdsConnection = true;
        const found = { field, depth: open.length + 1, inList: lists > 0, holdsConnection: false };
        connections.push(found);
        open.push(found);
      },
      leave(field) {
        if (isList()) lists -= 1;
        if (open.at(-1)?.field === field) open.pop();
      },
    },
  });
  visit(document, visitor);
  return { connections };
}

function isEdgeOrNode(info: TypeInfo): boolean {
  return info.getParentType()?.name.endsWith("Connection") ?? false;
}

function nodeOf(connection: FieldNode): SelectionSetNode | null {
  const edges = fieldIn(connection.selectionSet, "edges");
  return fieldIn(edges?.selectionSet, "node")?.selectionSet ?? null;
}

function fieldIn(selection: SelectionSetNode | undefined, name: string): FieldNode | null {
  const found = selection?.selections.find((part) => part.kind === Kind.FIELD && part.name.value === name);
  return found?.kind === Kind.FIELD ? found : null;
}

function selects(selection: SelectionSetNode | null, name: string): boolean {
  const found = fieldIn(selection ?? undefined, name);
  return found !== null && !found.alias;
}

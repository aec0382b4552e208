import type { Metafield } from "../../state/order.ts";
import { connect } from "../connection.ts";
import { fields } from "../field.ts";
import type { Call } from "../field.ts";
import { legacyId } from "./view.ts";

export type MetafieldInput = { namespace?: string; key: string; type?: string; value: string };

const own = "$app";

/** Without a namespace it is the app's own, without a type a line of text. */
export function metafieldsOf(inputs: MetafieldInput[] | undefined): Omit<Metafield, "id">[] {
  return (inputs ?? []).map(({ namespace = own, key, type = "single_line_text_field", value }) => ({
    ...{ namespace, key, type, value },
  }));
}

type Holder = { metafields?: Metafield[] };

/** The two fields of everything that has metafields. */
export const metafieldHolder = fields<Holder>({
  metafield: ({ metafields = [] }, { args }) =>
    metafields.find(({ namespace, key }) => namespace === (args.namespace ?? own) && key === args.key) ??
    null,
  metafields: ({ metafields = [] }, call) =>
    connect(metafields.filter(inNamespace(call)), { args: call.args }),
});

function inNamespace({ args }: Call) {
  return (row: Metafield) => !args.namespace || row.namespace === args.namespace;
}

export const metafieldFields = fields<Metafield>({
  legacyResourceId: legacyId,
  jsonValue: ({ value, type }) => (type === "json" ? (JSON.parse(value) as unknown) : value),
});

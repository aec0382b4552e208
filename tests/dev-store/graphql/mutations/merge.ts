import { mergeCustomers } from "../../acts/merge.ts";
import { numericId } from "../../state/node.ts";
import { refused } from "../../state/outcome.ts";
import { fields, idOf, only } from "../field.ts";
import type { Call } from "../field.ts";

function customerMerge({ args, store }: Call) {
  only(args.overrideFields, "", "customerMerge.overrideFields");
  const [one, two] = (["customerOneId", "customerTwoId"] as const).map((name) =>
    idOf("Customer", args[name]),
  );
  const [first, second] = [store.find("Customer", one ?? ""), store.find("Customer", two ?? "")];
  if (!first) return merged(unknown("customerOneId", one));
  return merged(second ? mergeCustomers(store, first, second) : unknown("customerTwoId", two));
}

function unknown(field: string, id = "") {
  return refused([field], `Customer does not exist with ID ${numericId(id)}`, "INVALID_CUSTOMER_ID");
}

function merged({ value, errors }: ReturnType<typeof mergeCustomers>) {
  return { resultingCustomerId: value?.keptId ?? null, job: value?.job ?? null, userErrors: errors };
}

export const mergeMutations = fields<unknown>({ customerMerge: (_root, call) => customerMerge(call) });

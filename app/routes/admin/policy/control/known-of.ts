import type { Policy } from "~/returns/policy/document";
import type { Sample } from "~/routes/admin/policy/preview/sample";

import type { Known } from "./known";

/** What conditions can be chosen from: what the shop's last orders and the other rules name, each once. */
export function knownOf({ reasons, rules }: Policy, samples: readonly Sample[]): Omit<Known, "countries"> {
  const lines = samples.flatMap((sample) => sample.lines);
  const asked = (kind: keyof Known["values"]) => rules.flatMap(({ when }) => when[kind]);
  return {
    reasons,
    values: {
      productTags: once([...lines.flatMap(({ tags }) => tags), ...asked("productTags")]),
      productTypes: once([...lines.flatMap((line) => line.productType ?? []), ...asked("productTypes")]),
      collections: once([...lines.flatMap((line) => line.collections), ...asked("collections")]),
      orderTags: once([...samples.flatMap(({ tags }) => tags), ...asked("orderTags")]),
      customerTags: once(asked("customerTags")),
    },
  };
}

function once(values: readonly string[]): string[] {
  return [...new Set(values)].sort((a, b) => a.localeCompare(b));
}

import { createContext, useContext } from "react";

import type { Reason } from "~/returns/policy/document";
import type { Country } from "~/routes/admin/policy/rule/countries";

/** What can be chosen in conditions: the policy's reasons, and what the shop's last orders name. */
export type Known = {
  readonly countries: readonly Country[];
  readonly reasons: readonly Reason[];
  readonly values: Readonly<
    Record<"productTags" | "productTypes" | "collections" | "orderTags" | "customerTags", readonly string[]>
  >;
};

const nothing: Known = {
  countries: [],
  reasons: [],
  values: { productTags: [], productTypes: [], collections: [], orderTags: [], customerTags: [] },
};

export const KnownHere = createContext<Known>(nothing);

export function useKnown(): Known {
  return useContext(KnownHere);
}

import type { Case, ReturnableLine } from "~/returns/eligibility";
import { firstPolicy } from "~/returns/policy/first";
import { settingsFrom } from "~/shops/settings";

import { came, lineOf, orderOf, published } from "./policy/cases";

export { came } from "./policy/cases";

/** A linen shirt, two of them, delivered on 19 October; and the policy that every shop starts with. */
export const judging = (own: Partial<Case> = {}): Case => ({
  published: published(firstPolicy(settingsFrom({})), 0),
  order: orderOf(),
  now: came,
  ...own,
});
export const line = (own: Partial<ReturnableLine> = {}): ReturnableLine => ({
  ...lineOf(),
  id: "gid://shopify/FulfillmentLineItem/1",
  lineId: "gid://shopify/LineItem/1",
  title: "Linen shirt",
  variant: "S",
  image: null,
  price: { minor: 4_500, currency: "EUR" },
  ...own,
});

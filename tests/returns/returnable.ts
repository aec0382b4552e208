import { addDays } from "~/kit/days";
import type { ReturnableLine } from "~/returns/eligibility";
import { policyOf } from "~/returns/policy";
import { settingsFrom } from "~/shops/settings";

/** A linen shirt, two of them, delivered on 20 October; and the policy that every shop starts with. */
export const policy = policyOf(settingsFrom({}));
export const came = new Date("2026-10-20T10:00:00Z");
export const line = (own: Partial<ReturnableLine> = {}): ReturnableLine => ({
  id: "gid://shopify/FulfillmentLineItem/1",
  lineId: "gid://shopify/LineItem/1",
  title: "Linen shirt",
  variant: "S",
  image: null,
  price: { minor: 4_500, currency: "EUR" },
  unreturned: 2,
  tags: [],
  sentAt: addDays(came, -3),
  deliveredAt: came,
  ...own,
});

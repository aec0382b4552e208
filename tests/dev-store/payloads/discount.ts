import { discountStatus } from "../state/goodwill/discount-code.ts";
import type { DiscountCode } from "../state/goodwill/discount-code.ts";
import type { Store } from "../store.ts";
import { stamp } from "./write.ts";

/** discounts/create says little. No sample is among the recorded ones: keys as Shopify documents them. */
export function discountPayload(store: Store, discount: DiscountCode) {
  return {
    admin_graphql_api_id: discount.id,
    title: discount.title,
    status: discountStatus(discount, store.clock.now()),
    created_at: stamp(store, discount.createdAt),
    updated_at: stamp(store, discount.updatedAt),
  };
}

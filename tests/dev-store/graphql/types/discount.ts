import type { DiscountApplication } from "../../state/order.ts";
import { moneyView } from "./view.ts";

/** DiscountApplication */
export function discountView(discount: DiscountApplication, index: number) {
  const types = {
    CODE: "DiscountCodeApplication",
    AUTOMATIC: "AutomaticDiscountApplication",
    MANUAL: "ManualDiscountApplication",
  };
  return {
    __typename: types[discount.kind],
    index,
    code: discount.code ?? discount.title,
    title: discount.title,
    description: discount.title,
    allocationMethod: discount.allocation,
    targetSelection: discount.targetSelection,
    targetType: discount.targetType,
    value:
      "percentage" in discount.value
        ? { __typename: "PricingPercentageValue", percentage: discount.value.percentage }
        : { __typename: "MoneyV2", ...moneyView(discount.value.amount.presentment) },
  };
}

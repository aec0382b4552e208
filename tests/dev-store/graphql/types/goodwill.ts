import { discountStatus } from "../../state/goodwill/discount-code.ts";
import type { DiscountCode } from "../../state/goodwill/discount-code.ts";
import { lastCharacters } from "../../state/goodwill/gift-card.ts";
import type { GiftCard } from "../../state/goodwill/gift-card.ts";
import { connect } from "../connection.ts";
import { fields } from "../field.ts";
import { countView, moneyView } from "./view.ts";

export const giftCardFields = fields<GiftCard>({
  initialValue: (card) => moneyView(card.initialValue),
  balance: (card) => moneyView(card.balance),
  lastCharacters,
  maskedCode: (card) => `•••• •••• •••• ${lastCharacters(card)}`,
  enabled: () => true,
  deactivatedAt: () => null,
  isRedeemable: () => true,
  customer: (card, { store }) => store.find("Customer", card.customerId),
  order: () => null,
  lineItem: () => null,
  templateSuffix: () => null,
  recipientAttributes: ({ recipient }, { store }) =>
    recipient && {
      recipient: store.find("Customer", recipient.customerId),
      message: recipient.message,
      preferredName: recipient.preferredName,
      sendNotificationAt: null,
    },
});

/** DiscountCodeNode */
export const codeNodeFields = fields<DiscountCode>({
  codeDiscount: (discount) => ({ __typename: "DiscountCodeBasic", ...discount }),
});

/** DiscountNode: the same discount among all kinds of discounts. */
export const discountNodeFields = fields<DiscountCode>({
  discount: (discount) => ({ __typename: "DiscountCodeBasic", ...discount }),
});

export const basicCodeFields = fields<DiscountCode>({
  status: (discount, { store }) => discountStatus(discount, store.clock.now()),
  asyncUsageCount: ({ uses }) => uses.length,
  codesCount: () => countView(1),
  discountClasses: () => ["ORDER"],
  hasTimelineComment: () => false,
  minimumRequirement: () => null,
  recurringCycleLimit: () => null,
  tags: () => [],
  combinesWith: ({ combinesWith }) => ({ ...combinesWith, productDiscountsWithTagsOnSameCartLine: [] }),
  codes: ({ codeId, code, uses }, { args }) =>
    connect([{ id: codeId, code, asyncUsageCount: uses.length, createdBy: null }], { args }),
  context: ({ customerIds }, { store }) =>
    customerIds === null
      ? { __typename: "DiscountBuyerSelectionAll", all: "ALL" }
      : {
          __typename: "DiscountCustomers",
          customers: customerIds.flatMap((id) => store.find("Customer", id) ?? []),
        },
  customerGets: ({ value }) => ({
    appliesOnOneTimePurchase: true,
    appliesOnSubscription: false,
    items: { __typename: "AllDiscountItems", allItems: true },
    value:
      "percentage" in value
        ? { __typename: "DiscountPercentage", ...value }
        : { __typename: "DiscountAmount", ...value, amount: moneyView(value.amount) },
  }),
});

import { GraphQLError } from "graphql";
import type { GraphQLFieldResolver, GraphQLResolveInfo, GraphQLTypeResolver } from "graphql";
import { getNamedType } from "graphql";
import { creditEntryFields, creditFields } from "./types/credit.ts";
import { bulkFields, bulkMutations } from "./bulk/bulk.ts";
import { NotBuilt } from "./field.ts";
import type { Args, Context, Fields } from "./field.ts";
import {
  fulfillmentFields,
  fulfillmentLineFields,
  fulfillmentOrderFields,
  fulfillmentOrderLineFields,
  holdFields,
} from "./types/fulfillment.ts";
import { fulfillmentMutations } from "./mutations/fulfillment.ts";
import { hookFields, plumbingMutations } from "./mutations/plumbing.ts";
import { onceByKey } from "./idempotency.ts";
import { orderFields } from "./types/order.ts";
import { orderMutations } from "./mutations/order.ts";
import { orderEditMutations } from "./mutations/order-edit.ts";
import { calculatedLineFields, calculatedOrderFields } from "./types/order-edit.ts";
import { draftMutations } from "./mutations/draft.ts";
import { disputeFields } from "./types/dispute.ts";
import { draftFields, draftLineFields } from "./types/draft.ts";
import { goodwillMutations } from "./mutations/goodwill.ts";
import { basicCodeFields, codeNodeFields, discountNodeFields, giftCardFields } from "./types/goodwill.ts";
import { metafieldFields } from "./types/metafield.ts";
import { mergeMutations } from "./mutations/merge.ts";
import { lineItemFields, shippingLineFields, taxLineFields, transactionFields } from "./types/order-parts.ts";
import {
  addressFields,
  customerFields,
  locationAddressFields,
  locationFields,
  shopFields,
  staffFields,
} from "./types/people.ts";
import { imageFields, productFields, variantFields } from "./types/product.ts";
import { jobFields, queryFields, returnableFields } from "./queries/queries.ts";
import { adjustmentFields, refundFields, refundLineFields, refundShippingFields } from "./types/refund.ts";
import {
  exchangeLineFields,
  returnFields,
  returnLineFields,
  reverseDeliveryFields,
  reverseDeliveryLineFields,
  reverseFulfillmentFields,
  reverseLineFields,
} from "./types/return.ts";
import { returnMutations } from "./mutations/return.ts";
import { inventoryItemFields, inventoryLevelFields } from "./types/stock.ts";
import { loadSchema } from "./schema.ts";

const types: Record<string, Fields> = {
  QueryRoot: queryFields,
  Mutation: {
    ...returnMutations,
    ...orderMutations,
    ...orderEditMutations,
    ...draftMutations,
    ...goodwillMutations,
    ...mergeMutations,
    ...fulfillmentMutations,
    ...bulkMutations,
    ...plumbingMutations,
  },
  Shop: shopFields,
  StaffMember: staffFields,
  Location: locationFields,
  LocationAddress: locationAddressFields,
  MailingAddress: addressFields,
  ShopAddress: addressFields,
  Customer: customerFields,
  StoreCreditAccount: creditFields,
  StoreCreditAccountCreditTransaction: creditEntryFields,
  Product: productFields,
  ProductVariant: variantFields,
  InventoryItem: inventoryItemFields,
  InventoryLevel: inventoryLevelFields,
  Image: imageFields,
  Order: orderFields,
  LineItem: lineItemFields,
  CalculatedOrder: calculatedOrderFields,
  CalculatedLineItem: calculatedLineFields,
  DraftOrder: draftFields,
  DraftOrderLineItem: draftLineFields,
  Metafield: metafieldFields,
  ShopifyPaymentsDispute: disputeFields,
  GiftCard: giftCardFields,
  DiscountCodeNode: codeNodeFields,
  DiscountNode: discountNodeFields,
  DiscountCodeBasic: basicCodeFields,
  ShippingLine: shippingLineFields,
  TaxLine: taxLineFields,
  OrderTransaction: transactionFields,
  Fulfillment: fulfillmentFields,
  FulfillmentLineItem: fulfillmentLineFields,
  FulfillmentOrder: fulfillmentOrderFields,
  FulfillmentOrderLineItem: fulfillmentOrderLineFields,
  FulfillmentHold: holdFields,
  Refund: refundFields,
  RefundLineItem: refundLineFields,
  RefundShippingLine: refundShippingFields,
  OrderAdjustment: adjustmentFields,
  Return: returnFields,
  ReturnLineItem: returnLineFields,
  ExchangeLineItem: exchangeLineFields,
  ReturnableFulfillment: returnableFields,
  ReverseFulfillmentOrder: reverseFulfillmentFields,
  ReverseFulfillmentOrderLineItem: reverseLineFields,
  ReverseDelivery: reverseDeliveryFields,
  ReverseDeliveryLineItem: reverseDeliveryLineFields,
  Job: jobFields,
  OrderCancelJobResult: jobFields,
  BulkOperation: bulkFields,
  WebhookSubscription: hookFields,
};

/** Asks the type's own field, else the property of that name; what neither has is not built. */
export const resolveField: GraphQLFieldResolver<unknown, Context, Args> = (...asked) => {
  const [source, args, context, info] = asked;
  checkAccess(context, info);
  const field = types[info.parentType.name]?.[info.fieldName];
  if (field) {
    const call = {
      args: context.bulk ? bulkArgs(context.bulk, args, info) : args,
      store: context.store,
      context,
      info,
    };
    if (info.parentType.name !== "Mutation") return field(source, call);
    return onceByKey(context, call, () => field(source, call));
  }
  const row = source as Record<string, unknown>;
  if (typeof source === "object" && source !== null && info.fieldName in row) return row[info.fieldName];
  throw new NotBuilt(`${info.parentType.name}.${info.fieldName}`);
};

/** A bulk operation's lists have no page size: the root list comes in passes, lists inside it whole. */
function bulkArgs(bulk: { skip: number; take: number }, args: Args, info: GraphQLResolveInfo): Args {
  if (!getNamedType(info.returnType).name.endsWith("Connection")) return args;
  const root = info.parentType.name === "QueryRoot";
  return { ...args, skip: root ? bulk.skip : 0, first: root ? bulk.take : Number.MAX_SAFE_INTEGER };
}

/** What an interface or union stands for here: as the view says, else by the word in the id. */
export const resolveType: GraphQLTypeResolver<unknown, Context> = (...asked) => {
  const [value, , info, type] = asked;
  const view = value as { __typename?: string; id?: string };
  const name = view.__typename ?? view.id?.split("/")[3];
  if (name && info.schema.getType(name)) return name;
  throw new NotBuilt(`A ${type.name} of this kind`);
};

/** Scopes are asked of the field and of the type it gives; a write scope reads as well. */
function checkAccess(context: Context, info: GraphQLResolveInfo): void {
  if (context.scopes === null) return;
  const { access } = loadSchema();
  const places = [
    `${info.parentType.name}.${info.fieldName}`,
    getNamedType(info.returnType).name.replace(/Connection$/, ""),
  ];
  for (const place of places) {
    const rule = access.get(place);
    if (!rule || rule.groups.every((group) => group.some((scope) => isGranted(context.scopes, scope))))
      continue;
    const words = `Access denied for ${info.fieldName} field. Required access: ${rule.words}`;
    throw new GraphQLError(words, {
      extensions: {
        code: "ACCESS_DENIED",
        documentation: "https://shopify.dev/api/usage/access-scopes",
        requiredAccess: rule.words,
      },
    });
  }
}

function isGranted(scopes: ReadonlySet<string> | null, scope: string): boolean {
  return scopes === null || scopes.has(scope) || scopes.has(scope.replace(/^read_/, "write_"));
}

import type { Currencies, MoneyBag } from "./money.ts";
import type { Address, Attribute } from "./shop.ts";
import type { Dispute, RiskAssessment } from "./doubt.ts";
import type { Fulfillment, FulfillmentOrder } from "./fulfillment.ts";
import type { Refund } from "./refund.ts";
import type { Return } from "./return.ts";

/** An order with everything that belongs to it; all amounts are in both currencies. */
export type Order = {
  id: string;
  number: number;
  /** "#1001" */
  name: string;
  createdAt: string;
  processedAt: string;
  updatedAt: string;
  cancelledAt: string | null;
  cancelReason: CancelReason | null;
  staffNote: string | null;
  closedAt: string | null;
  currencies: Currencies;
  email: string | null;
  phone: string | null;
  customerId: string | null;
  customerLocale: string;
  note: string | null;
  /** Kept sorted, as Shopify answers them. */
  tags: string[];
  customAttributes: Attribute[];
  poNumber: string | null;
  test: boolean;
  taxesIncluded: boolean;
  confirmationNumber: string;
  sourceName: string;
  /** The secret in the order status page's address. */
  token: string;
  edited: boolean;
  /** Set when the order's creator stated one; otherwise the transactions decide. */
  statedFinancialStatus: string | null;
  shippingAddress: Address | null;
  billingAddress: Address | null;
  lines: LineItem[];
  shippingLines: ShippingLine[];
  discounts: DiscountApplication[];
  transactions: OrderTransaction[];
  fulfillmentOrders: FulfillmentOrder[];
  fulfillments: Fulfillment[];
  refunds: Refund[];
  returns: Return[];
  disputes: Dispute[];
  /** Asked for payment by mail; absent until the first time. */
  invoices?: Invoice[];
  metafields?: Metafield[];
  riskAssessments: RiskAssessment[];
};

export type Invoice = { to: string; message: string | null; url: string | null; sentAt: string };

export type Metafield = { id: string; namespace: string; key: string; type: string; value: string };

export type CancelReason = "CUSTOMER" | "DECLINED" | "FRAUD" | "INVENTORY" | "OTHER" | "STAFF";

export type LineItem = {
  id: string;
  orderId: string;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  vendor: string | null;
  productId: string | null;
  variantId: string | null;
  quantity: number;
  unitPrice: MoneyBag;
  /** What discounts take from the whole line. */
  discountAllocations: DiscountAllocation[];
  taxLines: TaxLine[];
  taxable: boolean;
  requiresShipping: boolean;
  isGiftCard: boolean;
  weightGrams: number;
  customAttributes: Attribute[];
  imageUrl: string | null;
};

export type DiscountAllocation = { amount: MoneyBag; discount: number };
export type TaxLine = { title: string; rate: number; price: MoneyBag };

export type DiscountApplication = {
  kind: "CODE" | "AUTOMATIC" | "MANUAL";
  title: string;
  code: string | null;
  value: { percentage: number } | { amount: MoneyBag };
  targetType: "LINE_ITEM" | "SHIPPING_LINE";
  allocation: "ACROSS" | "EACH" | "ONE";
  targetSelection: "ALL" | "ENTITLED" | "EXPLICIT";
};

export type ShippingLine = {
  id: string;
  orderId: string;
  title: string;
  code: string | null;
  carrier: string | null;
  price: MoneyBag;
  discountAllocations: DiscountAllocation[];
  taxLines: TaxLine[];
};

/** One row of the ledger: what really happened to money. */
export type OrderTransaction = {
  id: string;
  orderId: string;
  kind: "AUTHORIZATION" | "CAPTURE" | "SALE" | "REFUND" | "VOID";
  status: "SUCCESS" | "PENDING" | "FAILURE" | "ERROR";
  gateway: string;
  amount: MoneyBag;
  parentId: string | null;
  refundId: string | null;
  createdAt: string;
  processedAt: string;
  test: boolean;
  errorCode: string | null;
  card: { brand: string; last4: string } | null;
};

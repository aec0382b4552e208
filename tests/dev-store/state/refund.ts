import type { MoneyBag } from "./money.ts";

export type RestockType = "CANCEL" | "LEGACY_RESTOCK" | "NO_RESTOCK" | "RETURN";

export type Refund = {
  id: string;
  orderId: string;
  returnId: string | null;
  note: string | null;
  createdAt: string;
  updatedAt: string;
  processedAt: string;
  lines: RefundLine[];
  shipping: RefundShippingLine[];
  /** What was paid beyond or below the worth of lines and shipping. */
  adjustments: OrderAdjustment[];
  transactionIds: string[];
  /** What the ledger paid back. */
  total: MoneyBag;
};

export type RefundLine = {
  id: string;
  orderId: string;
  lineItemId: string;
  quantity: number;
  restockType: RestockType;
  restocked: boolean;
  /** Whether the units are gone from the order; NO_RESTOCK on units not yet sent leaves them in it. */
  leavesOrder: boolean;
  /** Taken off by an order edit: never sent, whatever happened to the stock. */
  byEdit?: boolean;
  locationId: string | null;
  price: MoneyBag;
  subtotal: MoneyBag;
  tax: MoneyBag;
};

export type RefundShippingLine = {
  id: string;
  orderId: string;
  shippingLineId: string;
  subtotal: MoneyBag;
  tax: MoneyBag;
};

export type OrderAdjustment = {
  id: string;
  orderId: string;
  reason: "CUSTOMER" | "DAMAGE" | "RESTOCK" | "REFUND_DISCREPANCY" | null;
  amount: MoneyBag;
  tax: MoneyBag;
};

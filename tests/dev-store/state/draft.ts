import type { MoneyBag } from "./money.ts";
import type { Metafield, Order } from "./order.ts";

/** An order a merchant writes for somebody: it becomes one when it is completed or paid. */
export type DraftOrder = {
  id: string;
  /** "#D1" */
  name: string;
  createdAt: string;
  updatedAt: string;
  completedAt: string | null;
  invoiceSentAt: string | null;
  /** The order it became. */
  orderId: string | null;
  /** The secret in the invoice's address. */
  token: string;
  taxExempt: boolean;
  discount: AppliedDiscount | null;
  lines: DraftLine[];
  metafields: Metafield[];
  /** The order as it would be; its ids and number are not real ones. */
  contents: Order;
};

/** `position` is where the line stands in the contents. */
export type DraftLine = { id: string; draftId: string; position: number; discount: AppliedDiscount | null };

export type AppliedDiscount = {
  title: string | null;
  description: string;
  value: number;
  valueType: "FIXED_AMOUNT" | "PERCENTAGE";
  /** What it takes off. */
  amount: MoneyBag;
};

export function draftStatus(draft: DraftOrder): "OPEN" | "INVOICE_SENT" | "COMPLETED" {
  if (draft.completedAt !== null) return "COMPLETED";
  return draft.invoiceSentAt === null ? "OPEN" : "INVOICE_SENT";
}

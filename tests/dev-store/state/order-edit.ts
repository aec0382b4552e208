import type { LineItem } from "./order.ts";

/** An order being edited: what is staged changes nothing until it is committed. */
export type OrderEdit = {
  /** gid://shopify/CalculatedOrder/... */
  id: string;
  orderId: string;
  createdAt: string;
  /** How many there shall be of lines the order has. */
  quantities: { lineItemId: string; quantity: number; restock: boolean }[];
  additions: Addition[];
  commit: Commit | null;
};

/** A line to come; `id` is what it is called while it is only staged. */
export type Addition = { id: string; line: LineItem };

export type Commit = {
  at: string;
  notify: boolean;
  staffNote: string;
  added: Delta[];
  removed: Delta[];
};

/** How many units of a line came or went; never negative. */
export type Delta = { lineItemId: string; units: number };

import type { Stage } from "./return";

type Of<Type extends string> = {
  readonly type: Type;
  readonly returnId: string;
  readonly orderId: string;
  readonly conversationId: string | null;
  /** Who did it, by name; "Shopify" for what was done there by hand. */
  readonly by: string;
};

/** What happens to returns, whether here or in Shopify's admin. Each is announced once. */
export type ReturnEvent =
  | Of<"return.requested">
  | Of<"return.approved">
  /** The words that go with it stay with the return: work outlives what it is about, and must quote nobody. */
  | (Of<"return.declined"> & { readonly reason: string | null })
  | Of<"return.received">
  | (Of<"return.refunded"> & {
      readonly refundId: string | null;
      readonly amountMinor: number | null;
      readonly currency: string | null;
    })
  | Of<"return.cancelled">;

/** The event of having come to this stage; "closed" is told to open screens alone. */
export const eventOf: Record<Exclude<Stage, "closed">, ReturnEvent["type"]> = {
  requested: "return.requested",
  approved: "return.approved",
  declined: "return.declined",
  received: "return.received",
  refunded: "return.refunded",
  cancelled: "return.cancelled",
};

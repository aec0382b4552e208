import type { ConversationView } from "~/conversations/inbox";
import type { Picture } from "~/conversations/message";
import type { Money } from "~/kit/money";
import type { Lateness } from "~/orders/lateness";
import type { Order } from "~/orders/order";
import type { ReturnView } from "~/returns/return";

/** Who writes, as the shop knows them. Without a customer only what they said of themselves. */
export type CustomerHead = {
  readonly name: string | null;
  readonly email: string | null;
  /** Whether the address was proven; an unproven one is a claim. */
  readonly isProven: boolean;
  readonly isVip: boolean;
  readonly standing: {
    readonly adminUrl: string;
    readonly since: Date;
    readonly orders: number;
    readonly spent: Money;
    /** Share of their orders that came back, in whole per cent; null when there are none. */
    readonly returnRate: number | null;
    readonly openReturns: number;
    readonly tags: readonly string[];
    readonly note: string | null;
  } | null;
};

/** A return beneath its order, with its photos' signed addresses. */
export type ShownReturn = Omit<ReturnView, "photos"> & {
  readonly photos: readonly Picture[];
};

export type PanelOrder = {
  readonly order: Order;
  /** False for the one we show because nobody has linked any yet. */
  readonly isLinked: boolean;
  readonly late: Lateness | null;
  readonly returns: readonly ShownReturn[];
  readonly adminUrl: string;
};

/** Another order of the same customer, that is not linked here. */
export type OtherOrder = {
  readonly id: string;
  readonly name: string;
  readonly placedAt: Date;
  readonly financial: string;
  readonly fulfillment: string;
  readonly total: Money;
};

/** Everything one conversation's page shows. */
export type ConversationPage = {
  readonly conversation: ConversationView;
  readonly customer: CustomerHead;
  readonly orders: readonly PanelOrder[];
  readonly otherOrders: readonly OtherOrder[];
};

import { addDays } from "~/kit/days";
import type { Money } from "~/kit/money";

import type { Policy } from "./policy";

/** Units of one line of an order in one parcel (or not yet in any), as far as a return is concerned. */
export type ReturnableLine = {
  /** The fulfilled line's gid, or the order line's for what was not sent. */
  readonly id: string;
  readonly lineId: string;
  readonly title: string;
  readonly variant: string | null;
  readonly image: string | null;
  /** One unit, in the customer's money. */
  readonly price: Money;
  /** Units that no return and no refund has taken yet, as Shopify counts them. */
  readonly unreturned: number;
  readonly tags: readonly string[];
  readonly sentAt: Date | null;
  readonly deliveredAt: Date | null;
};

export type WhyNot = "not-sent" | "nothing-left" | "final-sale" | "window-closed";

export type Eligibility =
  | { readonly open: true; readonly until: Date }
  | { readonly open: false; readonly because: WhyNot; readonly until?: Date };

/** May this line come back now; if not, the one reason why. */
export function eligibility(line: ReturnableLine, policy: Policy, now: Date): Eligibility {
  if (line.sentAt === null) return { open: false, because: "not-sent" };
  if (line.unreturned <= 0) return { open: false, because: "nothing-left" };
  if (line.tags.includes(policy.finalSaleTag)) return { open: false, because: "final-sale" };
  const until = addDays(arrival(line.sentAt, line.deliveredAt, policy), policy.windowDays);
  return now <= until ? { open: true, until } : { open: false, because: "window-closed", until };
}

/** When it came, or when it is taken to have come. */
function arrival(sentAt: Date, deliveredAt: Date | null, policy: Policy): Date {
  return deliveredAt ?? addDays(sentAt, policy.transitDays);
}

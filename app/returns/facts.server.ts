import { maybeCustomer } from "~/customers/customers.server";
import type { Order } from "~/orders/order";
import type { Desk } from "~/platform/desk.server";

import type { Case } from "./eligibility";
import { exceptionsFor } from "./policy/exceptions.server";
import { findPolicy } from "./policy/policies.server";

/** Everything besides its lines that the policy must know of an order, from our own tables, and the policy itself. */
export async function caseOf(desk: Desk, order: Order): Promise<Case> {
  const products = order.lines.flatMap(({ productId }) => productId ?? []);
  const [published, customer, exceptions] = await Promise.all([
    findPolicy(desk),
    order.customerId === null ? null : maybeCustomer(desk, order.customerId),
    exceptionsFor(desk, [order.id, ...(order.customerId === null ? [] : [order.customerId]), ...products]),
  ]);
  const facts = {
    id: order.id,
    country: order.details.shippingAddress?.countryCode ?? null,
    tags: order.tags,
    placedAt: order.placedAt,
    total: order.total,
    // No return ends yet with the item kept: there is none to count.
    customer: { id: order.customerId, tags: customer?.tags ?? [], kept: 0 },
    exceptions,
    timezone: desk.shop.timezone,
  };
  return { published, order: facts, now: desk.now };
}

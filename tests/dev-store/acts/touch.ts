import type { Store } from "../store.ts";
import type { Order } from "../state/order.ts";

/** Marks the order as changed now and tells whoever listens. */
export function touch(store: Store, order: Order): void {
  order.updatedAt = store.now();
  store.announce("orders/updated", order.id);
}

import type { Store } from "../../../dev-store/store.ts";

/** What all customers of the store hold as store credit, in minor units: the other oracle beside the refunds. */
export function creditOf(store: Store): number {
  const accounts = [...store.customers.values()].flatMap(({ credits }) => credits ?? []);
  return accounts.reduce((sum, { balance }) => sum + balance.minor, 0);
}

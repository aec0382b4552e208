import type { Desk } from "~/platform/desk.server";

import { blankCustomer, saveCustomers } from "./customers.server";
import { readCustomer } from "./shopify.server";

/** Reads a customer again from Shopify and keeps them; one that is gone there is blanked here. */
export async function pullCustomer(desk: Desk, { customerId }: { customerId: string }): Promise<void> {
  const seen = await readCustomer(desk.shopify, customerId);
  if (seen) await saveCustomers(desk, [seen]);
  else await blankCustomer(desk, customerId);
}

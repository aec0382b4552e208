import type { AdminClient } from "~/platform/admin-client.server";

import { rememberedFrom, type Profile } from "./profile";

const READ = `#graphql
  query ReadCustomer($id: ID!) {
    customer(id: $id) {
      id
      displayName
      locale
      note
      tags
      createdAt
      updatedAt
      numberOfOrders
      amountSpent {
        amount
        currencyCode
      }
      defaultEmailAddress {
        emailAddress
      }
      defaultPhoneNumber {
        phoneNumber
      }
    }
  }
`;

/** The customer as Shopify has them now; null when there is none. */
export async function readCustomer(shopify: AdminClient, id: string): Promise<Profile | null> {
  const { customer } = await shopify.query(READ, { id });
  return customer ? rememberedFrom(customer) : null;
}

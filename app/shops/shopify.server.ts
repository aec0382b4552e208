import type { AdminClient } from "~/platform/admin-client.server";

const SHOP = `#graphql
  query ShopFacts {
    shop {
      name
      email
      currencyCode
      ianaTimezone
      primaryDomain {
        url
      }
    }
  }
`;

export type ShopFacts = {
  readonly name: string;
  readonly email: string;
  readonly currency: string;
  readonly timezone: string;
  /** The storefront's origin: the only one that may talk to us from a browser. */
  readonly storefrontUrl: string;
};

/** What the Admin API says of the shop now. */
export async function shopFacts(shopify: AdminClient): Promise<ShopFacts> {
  const { shop } = await shopify.query(SHOP, {});
  return {
    name: shop.name,
    email: shop.email,
    currency: shop.currencyCode,
    timezone: shop.ianaTimezone,
    storefrontUrl: new URL(shop.primaryDomain.url).origin,
  };
}

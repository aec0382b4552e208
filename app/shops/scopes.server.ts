import type { Desk } from "~/platform/desk.server";

const granted = `#graphql
  query GrantedScopes {
    currentAppInstallation { accessScopes { handle } }
  }
`;

/** Refunds to store credit need it; asked for when somebody first wants one. */
export const STORE_CREDIT_SCOPE = "write_store_credit_account_transactions";

/** Whether the merchant has granted this scope, by Shopify's own word at this moment. @throws Unavailable */
export async function hasScope(desk: Desk, scope: string): Promise<boolean> {
  const { currentAppInstallation } = await desk.shopify.query(granted, {});
  return currentAppInstallation.accessScopes.some(({ handle }) => handle === scope);
}

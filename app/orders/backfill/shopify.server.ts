import type { AdminClient } from "~/platform/admin-client.server";

import type { BackfillKind, Reach } from "./progress";

const ORDERS = `#graphql
  query BulkOrders {
    orders {
      edges {
        node {
          id
          name
          email
          phone
          note
          tags
          processedAt
          updatedAt
          cancelledAt
          cancelReason
          closedAt
          displayFinancialStatus
          displayFulfillmentStatus
          returnStatus
          taxesIncluded
          discountCodes
          customer {
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
          totalPriceSet {
            ...BulkMoney
          }
          subtotalPriceSet {
            ...BulkMoney
          }
          totalShippingPriceSet {
            ...BulkMoney
          }
          totalTaxSet {
            ...BulkMoney
          }
          totalDiscountsSet {
            ...BulkMoney
          }
          totalRefundedSet {
            ...BulkMoney
          }
          shippingLine {
            title
          }
          shippingAddress {
            ...BulkAddress
          }
          billingAddress {
            ...BulkAddress
          }
          transactions(first: 50) {
            id
            kind
            status
            gateway
            accountNumber
            paymentDetails {
              ... on CardPaymentDetails {
                company
              }
            }
            processedAt
            amountSet {
              ...BulkMoney
            }
          }
          fulfillments(first: 30) {
            id
            name
            status
            displayStatus
            createdAt
            updatedAt
            inTransitAt
            deliveredAt
            estimatedDeliveryAt
            trackingInfo(first: 1) {
              company
              number
              url
            }
          }
          refunds(first: 50) {
            id
            createdAt
            note
            return {
              id
            }
            totalRefundedSet {
              ...BulkMoney
            }
          }
          lineItems {
            edges {
              node {
                id
                title
                variantTitle
                sku
                quantity
                currentQuantity
                refundableQuantity
                unfulfilledQuantity
                requiresShipping
                image {
                  url
                }
                variant {
                  id
                }
                product {
                  id
                  tags
                  productType
                }
                originalUnitPriceSet {
                  ...BulkMoney
                }
                discountAllocations {
                  allocatedAmountSet {
                    ...BulkMoney
                  }
                }
                taxLines {
                  priceSet {
                    ...BulkMoney
                  }
                }
              }
            }
          }
        }
      }
    }
  }
  fragment BulkMoney on MoneyBag {
    shopMoney {
      amount
      currencyCode
    }
    presentmentMoney {
      amount
      currencyCode
    }
  }
  fragment BulkAddress on MailingAddress {
    name
    company
    address1
    address2
    zip
    city
    province
    country
    countryCodeV2
    phone
  }
`;

const CUSTOMERS = `#graphql
  query BulkCustomers {
    customers {
      edges {
        node {
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
    }
  }
`;

const RUN = `#graphql
  mutation RunBulk($query: String!) {
    bulkOperationRunQuery(query: $query, groupObjects: true) {
      bulkOperation {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`;

const LOOK = `#graphql
  query LookAtBulk($id: ID!) {
    bulkOperation(id: $id) {
      status
      errorCode
      rootObjectCount
      url
    }
  }
`;

const CANCEL = `#graphql
  mutation CancelBulk($id: ID!) {
    bulkOperationCancel(id: $id) {
      userErrors {
        message
      }
    }
  }
`;

const SCOPES = `#graphql
  query GrantedScopes {
    currentAppInstallation {
      accessScopes {
        handle
      }
    }
  }
`;

/** How far back the shop lets us see its orders: all of them, or those of the last 60 days. */
export async function reachOf(shopify: AdminClient): Promise<Reach> {
  const { currentAppInstallation: ours } = await shopify.query(SCOPES, {});
  return ours.accessScopes.some(({ handle }) => handle === "read_all_orders") ? "all" : "recent";
}

/** Has Shopify stop writing a file. One that is written already, or stopped, is none the worse for it. */
export async function cancelBulk(shopify: AdminClient, id: string): Promise<void> {
  await shopify.change(CANCEL, { id });
}

const questions: Record<BackfillKind, string> = { orders: ORDERS, customers: CUSTOMERS };

export type Asked =
  | { readonly id: string }
  | { readonly id: null; readonly because: "busy" | "refused"; readonly message: string };

/** Asks Shopify to write all orders, or all customers, into a file. At most five such files at a time per shop. */
export async function askForBulk(shopify: AdminClient, kind: BackfillKind): Promise<Asked> {
  const { bulkOperationRunQuery: answer } = await shopify.change(RUN, { query: questions[kind] });
  const id = answer?.bulkOperation?.id;
  return id ? { id } : refusal(answer?.userErrors[0]?.code ?? "UNKNOWN");
}

function refusal(code: string): Asked {
  const isBusy = code === "OPERATION_IN_PROGRESS" || code === "LIMIT_REACHED";
  return { id: null, because: isBusy ? "busy" : "refused", message: code };
}

export type BulkState =
  | { readonly state: "preparing"; readonly found: number }
  | {
      readonly state: "ready";
      readonly found: number;
      /** Null when there is nothing. */ readonly url: string | null;
    }
  | { readonly state: "failed"; readonly found: number; readonly because: string };

/** How far Shopify is with the file. */
export async function lookAtBulk(shopify: AdminClient, id: string): Promise<BulkState> {
  const { bulkOperation: now } = await shopify.query(LOOK, { id });
  if (!now) return { state: "failed", found: 0, because: "GONE" };
  const found = Number(now.rootObjectCount);
  if (now.status === "COMPLETED") return { state: "ready", found, url: now.url ?? null };
  if (now.status === "CREATED" || now.status === "RUNNING") return { state: "preparing", found };
  return { state: "failed", found, because: now.errorCode ?? now.status };
}

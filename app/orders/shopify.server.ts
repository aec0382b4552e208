import type { AdminClient } from "~/platform/admin-client.server";
import { rememberedFrom, type Profile } from "~/customers/profile";

import { orderFrom, type PayloadLine } from "./payload";
import type { Order } from "./order";

const READ = `#graphql
  query ReadOrder($id: ID!, $after: String) {
    order(id: $id) {
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
      currencyCode
      presentmentCurrencyCode
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
        ...PulledMoney
      }
      subtotalPriceSet {
        ...PulledMoney
      }
      totalShippingPriceSet {
        ...PulledMoney
      }
      totalTaxSet {
        ...PulledMoney
      }
      totalDiscountsSet {
        ...PulledMoney
      }
      totalRefundedSet {
        ...PulledMoney
      }
      shippingLine {
        title
      }
      shippingAddress {
        ...PulledAddress
      }
      billingAddress {
        ...PulledAddress
      }
      transactions(first: 50) {
        ...PulledPayment
      }
      lineItems(first: 50, after: $after) {
        nodes {
          ...PulledLine
        }
        pageInfo {
          hasNextPage
          endCursor
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
        fulfillmentLineItems(first: 100) {
          nodes {
            id
            quantity
            lineItem {
              id
            }
          }
        }
        events(first: 50, sortKey: HAPPENED_AT) {
          nodes {
            status
            message
            city
            country
            happenedAt
            estimatedDeliveryAt
          }
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
          ...PulledMoney
        }
        refundLineItems(first: 50) {
          nodes {
            quantity
            restockType
            lineItem {
              id
            }
            subtotalSet {
              ...PulledMoney
            }
            totalTaxSet {
              ...PulledMoney
            }
          }
        }
        transactions(first: 10) {
          nodes {
            ...PulledPayment
          }
        }
      }
    }
  }
  fragment PulledMoney on MoneyBag {
    shopMoney {
      amount
      currencyCode
    }
    presentmentMoney {
      amount
      currencyCode
    }
  }
  fragment PulledAddress on MailingAddress {
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
  fragment PulledPayment on OrderTransaction {
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
      ...PulledMoney
    }
  }
  fragment PulledLine on LineItem {
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
      collections(first: 20) {
        nodes {
          handle
        }
      }
    }
    originalUnitPriceSet {
      ...PulledMoney
    }
    discountAllocations {
      allocatedAmountSet {
        ...PulledMoney
      }
    }
    taxLines {
      priceSet {
        ...PulledMoney
      }
    }
  }
`;

/** An order and its customer as Shopify has them now; null when there is no such order. */
export async function readOrder(
  shopify: AdminClient,
  id: string,
): Promise<{ order: Order; customer: Profile | null } | null> {
  const nodes: PayloadLine[] = [];
  let found = await readPage(shopify, id, null);
  while (found) {
    nodes.push(...found.lineItems.nodes);
    const { hasNextPage, endCursor } = found.lineItems.pageInfo;
    if (!hasNextPage || !endCursor) break;
    found = await readPage(shopify, id, endCursor);
  }
  if (!found) return null;
  const order = orderFrom({ ...found, lineItems: { nodes } });
  return { order, customer: found.customer ? rememberedFrom(found.customer) : null };
}

const IS_THERE = `#graphql
  query OrderIsThere($id: ID!) {
    order(id: $id) {
      id
    }
  }
`;

/** Whether Shopify still has the order: the cheapest question there is. */
export async function isOrderThere(shopify: AdminClient, id: string): Promise<boolean> {
  return (await shopify.query(IS_THERE, { id })).order !== null;
}

async function readPage(shopify: AdminClient, id: string, after: string | null) {
  const { order } = await shopify.query(READ, { id, after });
  return order;
}

import type { AdminClient } from "~/platform/admin-client.server";

const CHANGED = `#graphql
  query OrdersChangedSince($query: String!, $after: String) {
    orders(first: 100, after: $after, query: $query, sortKey: UPDATED_AT) {
      nodes {
        id
        updatedAt
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`;

/** Ids and times of the orders that changed since then, oldest change first. */
export async function ordersChangedSince(
  shopify: AdminClient,
  since: Date,
): Promise<{ id: string; updatedAt: Date }[]> {
  const query = `updated_at:>='${since.toISOString()}'`;
  const found: { id: string; updatedAt: Date }[] = [];
  let after: string | null = null;
  do {
    const { orders }: { orders: ChangedPage } = await shopify.query(CHANGED, { query, after });
    found.push(...orders.nodes.map((node) => ({ id: node.id, updatedAt: new Date(node.updatedAt) })));
    after = orders.pageInfo.hasNextPage ? (orders.pageInfo.endCursor ?? null) : null;
  } while (after !== null);
  return found;
}

type ChangedPage = { nodes: { id: string; updatedAt: string }[]; pageInfo: PageInfo };
type PageInfo = { hasNextPage: boolean; endCursor?: string | null | undefined };

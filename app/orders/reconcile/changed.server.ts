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

export type Changed = { readonly id: string; readonly updatedAt: Date };

/** Ids and times of the orders that changed since then, oldest change first, page by page. */
export async function* ordersChangedSince(shopify: AdminClient, since: Date): AsyncGenerator<Changed[]> {
  const query = `updated_at:>='${since.toISOString()}'`;
  let after: string | null = null;
  do {
    const { orders }: { orders: ChangedPage } = await shopify.query(CHANGED, { query, after });
    yield orders.nodes.map((node) => ({ id: node.id, updatedAt: new Date(node.updatedAt) }));
    after = orders.pageInfo.hasNextPage ? (orders.pageInfo.endCursor ?? null) : null;
  } while (after !== null);
}

type ChangedPage = { nodes: { id: string; updatedAt: string }[]; pageInfo: PageInfo };
type PageInfo = { hasNextPage: boolean; endCursor?: string | null | undefined };

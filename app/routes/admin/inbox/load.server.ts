import type { InboxRow, View } from "~/conversations/inbox";
import { countViews, listInbox } from "~/conversations/inbox.server";
import type { Desk } from "~/platform/desk.server";
import { listAgents } from "~/team/agents.server";

import { viewIn, type InboxView } from "./view";

const MOST_PAGES = 10;
const LONGEST_SEARCH = 200;

/** The list as its address asks for it: a view or a search, so many pages of it, and the counts. */
export async function loadInbox(desk: Desk, address: URLSearchParams): Promise<InboxView> {
  const view = viewIn(address);
  const search = (address.get("q") ?? "").trim().slice(0, LONGEST_SEARCH);
  const pages = Math.min(MOST_PAGES, Math.max(1, Number.parseInt(address.get("pages") ?? "1", 10) || 1));
  const [{ rows, hasMore }, counts, agents] = await Promise.all([
    readPages(desk, { view, search, pages }),
    countViews(desk),
    listAgents(desk),
  ]);
  return { view, search, pages, rows, hasMore, counts, agents: agents.map(({ id, name }) => ({ id, name })) };
}

type Asked = { readonly view: View; readonly search: string; readonly pages: number };

async function readPages(
  desk: Desk,
  { view, search, pages }: Asked,
): Promise<{ rows: InboxRow[]; hasMore: boolean }> {
  const rows: InboxRow[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < pages; page += 1) {
    const found: Awaited<ReturnType<typeof listInbox>> = await listInbox(desk, { view, search, cursor });
    rows.push(...found.rows);
    cursor = found.next;
    if (cursor === null) break;
  }
  return { rows, hasMore: cursor !== null && pages < MOST_PAGES };
}

import { views, type InboxRow, type View, type ViewCounts } from "~/conversations/inbox";

/** The view that an address names; all open conversations when it names none of ours. */
export function viewIn(search: URLSearchParams): View {
  const named = search.get("view");
  return views.find((view) => view === named) ?? "open";
}

/**
 * The address without what is not the inbox's own: Shopify opens the app with a token and a signature in the
 * address, and those belong in no link.
 */
export function ownSearch(search: URLSearchParams): URLSearchParams {
  return new URLSearchParams(
    ["view", "q", "pages"].flatMap((name) => {
      const value = search.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}

export type Person = { readonly id: string; readonly name: string };

export type InboxView = {
  readonly view: View;
  readonly search: string;
  readonly rows: readonly InboxRow[];
  readonly hasMore: boolean;
  readonly pages: number;
  readonly counts: ViewCounts;
  readonly agents: readonly Person[];
};

type Named = { readonly who: string; readonly name: string };

/** What conversations beneath the inbox get from it. */
export type InboxContext = {
  readonly agents: readonly Person[];
  /** Other people, by conversation. */
  readonly typing: (conversationId: string) => readonly Named[];
  readonly viewing: (conversationId: string) => readonly Named[];
  /** The list's address, with its view and search. */
  readonly listPath: string;
  readonly step: (direction: 1 | -1) => void;
};

export const tabs = ["open", "look", "decided"] as const;
export type Tab = (typeof tabs)[number];

/** The tab that an address asks for; what waits for approval unless it names another. */
export function tabIn(search: URLSearchParams): Tab {
  return tabs.find((tab) => tab === search.get("tab")) ?? "open";
}

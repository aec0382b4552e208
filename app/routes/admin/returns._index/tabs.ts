import type { Word } from "~/kit/words";
import type { Stage } from "~/returns/return";

type Tab = { readonly id: string; readonly word: Word; readonly counted: readonly Stage[] };

/** The returns list's tabs: what somebody has to work on, then each stage. */
export const tabs: readonly Tab[] = [
  { id: "open", word: "home.tab_open", counted: ["requested", "approved", "received"] },
  { id: "requested", word: "home.tab_requested", counted: ["requested"] },
  { id: "approved", word: "home.tab_approved", counted: ["approved"] },
  { id: "received", word: "home.tab_received", counted: ["received"] },
  { id: "refunded", word: "home.tab_refunded", counted: ["refunded"] },
  { id: "declined", word: "home.tab_declined", counted: ["declined"] },
];

/** What the address asks for; anything unknown is "open". */
export function stageIn(search: URLSearchParams): Stage | "open" {
  const asked = tabs.find(({ id }) => id === search.get("stage"))?.id ?? "open";
  return asked as Stage | "open";
}

import { localeFor } from "~/kit/words";
import type { Desk } from "~/platform/desk.server";
import { findBoard } from "~/returns/board/board.server";
import { askers, type Filter } from "~/returns/board/filter.server";
import { listHeld } from "~/returns/board/held.server";
import { listReturns } from "~/returns/board/list.server";
import { findPolicy } from "~/returns/policy/policies.server";
import { countReturns } from "~/returns/returns.server";

import { stageIn } from "./tabs";

/** The board or the table, as the address says, and what the filters can be. */
export async function loadReturns(desk: Desk, search: URLSearchParams) {
  const filter = filterIn(search);
  const isTable = search.get("view") === "table";
  const [lanes, table, held, { policy }] = await Promise.all([
    isTable ? null : findBoard(desk, { filter, lateOnly: search.get("late") === "yes" }),
    isTable ? loadTable(desk, { filter, search }) : null,
    listHeld(desk),
    findPolicy(desk),
  ]);
  const locale = localeFor("locale" in desk.actor ? desk.actor.locale : null);
  const reasons = policy.reasons.map(({ handle, label }) => ({
    handle,
    label: label[locale],
  }));
  return { lanes, table, held, filter, reasons };
}

async function loadTable(desk: Desk, { filter, search }: { filter: Filter; search: URLSearchParams }) {
  const [page, counts] = await Promise.all([
    listReturns(desk, { stage: stageIn(search), cursor: search.get("after"), filter }),
    countReturns(desk),
  ]);
  return { ...page, counts };
}

/** What the address asks for; what it does not know it leaves out. */
function filterIn(search: URLSearchParams): Filter {
  const by = askers.find((asker) => asker === search.get("by")) ?? null;
  return { search: search.get("q") ?? "", reason: search.get("reason"), by };
}

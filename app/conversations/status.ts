import { addDays } from "~/kit/days";

/** Whose turn it is: ours (open), the shopper's (waiting), nobody's until a moment (snoozed), or it is done. */
export type Status = "open" | "waiting" | "snoozed" | "closed";
export const statuses: readonly Status[] = ["open", "waiting", "snoozed", "closed"];

export type Happening = "shopper-wrote" | "agent-replied" | "snoozed" | "woke" | "closed" | "reopened";

const moves: Record<Happening, Partial<Record<Status, Status>>> = {
  "shopper-wrote": { waiting: "open", snoozed: "open", closed: "open" },
  "agent-replied": { open: "waiting", snoozed: "waiting", closed: "waiting" },
  snoozed: { open: "snoozed", waiting: "snoozed" },
  woke: { snoozed: "open" },
  closed: { open: "closed", waiting: "closed", snoozed: "closed" },
  reopened: { closed: "open" },
};

/** The state after something happened: the whole state machine. What is not named changes nothing. */
export function after(status: Status, happening: Happening): Status {
  return moves[happening][status] ?? status;
}

/** Since when the shopper waits for us, after this. A second question does not restart their wait. */
export function waitingAfter(since: Date | null, happening: Happening, now: Date): Date | null {
  if (happening === "shopper-wrote") return since ?? now;
  return happening === "agent-replied" || happening === "closed" ? null : since;
}

/** The conversation that a new message might belong to: the open one, else the latest. */
export type Thread = { readonly status: Status; readonly closedAt: Date | null };

/** Whoever writes again within so many days goes on with what was closed. */
export const REOPEN_DAYS = 14;

/** Whether a shopper's new message goes on with it: it is open, or was closed lately. Else they begin anew. */
export function goesOn({ status, closedAt }: Thread, now: Date): boolean {
  return status !== "closed" || (closedAt !== null && now < addDays(closedAt, REOPEN_DAYS));
}

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

import { addDays } from "~/kit/days";

import type { Status } from "./status";

/** The conversation that a new message might belong to: the open one, else the latest. */
export type Thread = { readonly status: Status; readonly closedAt: Date | null };

/** Whoever writes again within so many days goes on with what was closed. */
export const REOPEN_DAYS = 14;

/** Whether a shopper's new message goes on with it: it is open, or was closed lately. Else they begin anew. */
export function goesOn({ status, closedAt }: Thread, now: Date): boolean {
  return status !== "closed" || (closedAt !== null && now < addDays(closedAt, REOPEN_DAYS));
}

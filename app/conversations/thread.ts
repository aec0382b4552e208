import { addDays } from "~/kit/days";

import type { Status } from "./status";

/** A conversation that a new message might belong to. */
export type Thread = { readonly id: string; readonly status: Status; readonly closedAt: Date | null };

/** Whoever writes again within so many days goes on with what was closed. */
export const REOPEN_DAYS = 14;

/** Where a shopper's message goes: into what is open, else into what was closed lately (newest first); else null. */
export function threadFor(candidates: readonly Thread[], now: Date): Thread | null {
  const open = candidates.find(({ status }) => status !== "closed");
  return (
    open ??
    candidates.find(({ closedAt }) => closedAt !== null && now < addDays(closedAt, REOPEN_DAYS)) ??
    null
  );
}

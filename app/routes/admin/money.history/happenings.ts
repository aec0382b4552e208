import type { Word } from "~/kit/words";

/** What stands in the book of who did what, as people say it. */
const happenings: Readonly<Record<string, Word>> = {
  "money.asked": "money.did_asked",
  "money.approved": "money.did_approved",
  "money.declined": "money.did_declined",
  "money.prepared": "money.did_prepared",
  "money.sent": "money.did_sent",
  "money.unknown": "money.did_unknown",
  "money.pending": "money.did_pending",
  "money.succeeded": "money.did_succeeded",
  "money.failed": "money.did_failed",
  "money.reviewed": "money.did_reviewed",
  "return.asked": "money.did_return_asked",
  "return.refused": "money.did_return_refused",
  "return.requested": "money.did_return_requested",
  "return.approved": "money.did_return_approved",
  "return.declined": "money.did_return_declined",
  "return.received": "money.did_return_received",
  "return.refunded": "money.did_return_refunded",
  "return.cancelled": "money.did_return_cancelled",
  "return.closed": "money.did_return_closed",
  "privacy.copied": "money.did_copied",
  "privacy.erased": "money.did_erased",
  "team.role-changed": "money.did_role",
  "switch.off": "money.did_stopped",
  "switch.on": "money.did_resumed",
};

/** The words for an action; null for one that nobody has named yet, which is shown as it was written. */
export function wordOf(action: string): Word | null {
  return Object.hasOwn(happenings, action) ? (happenings[action] ?? null) : null;
}

import { displayName } from "../state/customer.ts";
import type { Customer } from "../state/customer.ts";
import { done, refused } from "../state/outcome.ts";
import type { Outcome } from "../state/outcome.ts";
import type { Job } from "../state/plumbing.ts";
import type { Store } from "../store.ts";
import { addTags } from "./edit.ts";
import { startJob } from "./job.ts";

/** How a merge ended, as customers/merge tells it. */
export type Merge = {
  keptId: string;
  goneId: string;
  jobId: string | null;
  status: "COMPLETED" | "FAILED";
  errors: { customerIds: string[]; field: string; message: string }[];
};

/** Makes one customer of two, by a job a little later. Who is in another merge already cannot be merged. */
export function mergeCustomers(
  store: Store,
  one: Customer,
  two: Customer,
): Outcome<{ job: Job; keptId: string }> {
  if (one.id === two.id) return refused(null, "Customers IDs should not match", "INVALID_CUSTOMER_ID");
  const kept = survivor(one, two);
  const pair = { kept, gone: kept === one ? two : one };
  const busy = [one, two].find((customer) => isBeingMerged(store, customer));
  if (busy) return fail(store, pair, busy);
  const job = startJob(store, { customerIds: [kept.id, pair.gone.id] }, () => {
    mergeNow(store, pair);
    store.announce("customers/merge", kept.id, outcome(pair, { jobId: job.id, status: "COMPLETED" }));
  });
  return done({ job, keptId: kept.id });
}

type Pair = { kept: Customer; gone: Customer };

/** Shopify's order of preference: the first rule that tells the two apart decides, else the second is kept. */
const preferences: ((customer: Customer) => boolean)[] = [
  ({ email }) => email !== null,
  ({ email, state }) => email !== null && state === "ENABLED",
  ({ email, acceptsMarketing }) => email !== null && acceptsMarketing,
  ({ email, state }) => email !== null && state === "INVITED",
];

function survivor(one: Customer, two: Customer): Customer {
  const deciding = preferences.find((prefers) => prefers(one) !== prefers(two));
  return deciding?.(one) ? one : two;
}

function isBeingMerged(store: Store, { id }: Customer): boolean {
  return [...store.jobs.values()].some((job) => !job.done && job.customerIds?.includes(id));
}

function fail(store: Store, pair: Pair, busy: Customer) {
  const message = `${displayName(busy)} is currently being merged.`;
  const errors = [{ customerIds: [busy.id], field: "merge_in_progress", message }];
  const failed = outcome(pair, { jobId: null, status: "FAILED" });
  store.announce("customers/merge", pair.kept.id, { ...failed, errors });
  return refused(null, message, "INVALID_CUSTOMER");
}

function outcome({ kept, gone }: Pair, how: Pick<Merge, "jobId" | "status">): Merge {
  return { keptId: kept.id, goneId: gone.id, errors: [], ...how };
}

/** The kept one's own facts come first; orders, addresses, tags and notes of both stay. */
function mergeNow(store: Store, { kept, gone }: Pair): void {
  for (const order of store.ordersOf(gone.id)) store.moveOrder(order, kept.id);
  kept.addresses.push(...gone.addresses);
  kept.firstName ??= gone.firstName;
  kept.lastName ??= gone.lastName;
  kept.phone ??= gone.phone;
  kept.note = [kept.note, gone.note].filter(Boolean).join(" ") || null;
  store.removeCustomer(gone);
  store.announce("customers/delete", gone.id);
  addTags(store, kept, gone.tags);
}

import type { Job } from "../../state/plumbing.ts";

/** CustomerMergeRequest: how far a merge is; null when the job is another's or there is none. */
export function mergeStatus(job: Job | null) {
  if (!job?.customerIds) return null;
  return {
    jobId: job.id,
    resultingCustomerId: job.customerIds[0],
    status: job.done ? "COMPLETED" : "IN_PROGRESS",
    customerMergeErrors: [],
  };
}

import type { Job } from "../state/plumbing.ts";
import type { Store } from "../store.ts";

type About = Pick<Job, "customerIds"> & { orderId?: string };

/** Does work a little later, as Shopify does; meanwhile the job can be asked how far it is. */
export function startJob(store: Store, about: About, work: () => void): Job {
  const job: Job = { id: jobId(store), done: false, errors: [], orderId: null, ...about };
  store.keep(store.jobs, job);
  store.later(store.delays.job, () => {
    work();
    job.done = true;
  });
  return job;
}

function jobId(store: Store): string {
  const digits = (store.newId("Job").split("/").at(-1) ?? "").padStart(32, "0");
  return `gid://shopify/Job/${digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")}`;
}

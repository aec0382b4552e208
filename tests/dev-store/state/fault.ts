/** What an unlucky call to the Admin API can meet. */
export type Fault = {
  kind:
    | "too-many-requests"
    | "server-error"
    | "throttled"
    | "slow"
    | "truncated"
    | "html"
    | "drop-before-commit"
    | "drop-after-commit";
  /** Only calls whose body holds this text, e.g. "refundCreate"; any call when absent. */
  match?: string;
  /** How many calls meet it; once when absent. */
  times?: number;
  /** For `server-error`; 500 when absent. */
  status?: number;
  /** For `too-many-requests`, in seconds; 2 when absent. */
  retryAfter?: number;
  /** For `slow`, in milliseconds. */
  milliseconds?: number;
};

/** Takes the next fault meant for this call off the plan. */
export function takeFault(plan: Fault[], body: string): Fault | null {
  const position = plan.findIndex((fault) => fault.match === undefined || body.includes(fault.match));
  const fault = plan[position];
  if (!fault) return null;
  const left = (fault.times ?? 1) - 1;
  if (left > 0) plan[position] = { ...fault, times: left };
  else plan.splice(position, 1);
  return fault;
}

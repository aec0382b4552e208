import { addDays, DAY } from "~/kit/days";

/** What was asked: a copy of everything, or that it be erased. */
export type Kind = "copy" | "erasure";
/** expired: a copy that was ready, and has been thrown away again. */
export type State = "open" | "done" | "expired";

/** One request as the team sees it. */
export type Request = {
  readonly id: string;
  readonly kind: Kind;
  readonly state: State;
  /** Whom it is about, as Shopify named them; null once they are erased. */
  readonly about: string | null;
  readonly receivedAt: Date;
  /** By when the law wants it done. */
  readonly dueAt: Date;
  readonly finishedAt: Date | null;
  /** How far the copy is, from 0 to 1. */
  readonly progress: number;
  /** Size of the copy; null when there is none to fetch. */
  readonly bytes: number | null;
};

/** Shopify's rule, and GDPR's month: thirty days. */
const DUE_DAYS = 30;
/** A copy is for handing on, not for keeping. */
export const COPY_DAYS = 30;

export function dueOn(receivedAt: Date): Date {
  return addDays(receivedAt, DUE_DAYS);
}

/** Whether somebody should look after it: it is late, or nearly so, and not done. */
export function isUrgent({ state, dueAt }: Pick<Request, "state" | "dueAt">, now: Date): boolean {
  return state === "open" && dueAt.getTime() - now.getTime() < 5 * DAY;
}

/** A name for whom a request is about: the address, the number, or the end of Shopify's id. */
export function aboutWhom(named: {
  customerId: string | null;
  email: string | null;
  phone: string | null;
}): string | null {
  const { customerId, email, phone } = named;
  return email ?? phone ?? (customerId ? `#${customerId.slice(customerId.lastIndexOf("/") + 1)}` : null);
}

import type { Money } from "~/kit/money";

import type { Judgement, LineFacts, OrderFacts, Published } from "./policy/facts";
import { judge } from "./policy/judge";

/** Units of one line of an order in one parcel (or not yet in any), as far as a return is concerned. */
export type ReturnableLine = LineFacts & {
  /** The fulfilled line's gid, or the order line's for what was not sent. */
  readonly id: string;
  readonly lineId: string;
  readonly title: string;
  readonly variant: string | null;
  readonly image: string | null;
  /** One unit, in the customer's money. */
  readonly price: Money;
};

export type Case = { readonly published: Published; readonly order: OrderFacts; readonly now: Date };

export type Eligibility = {
  /** Whether it may come back for any reason at all. */
  readonly isOpen: boolean;
  /** Handles of the reasons for which it may. */
  readonly reasons: readonly string[];
  /** What is said of it before a reason is chosen. */
  readonly judgement: Judgement;
};

/**
 * What may become of a line before anybody has chosen a reason: rules may ask for certain reasons, so each is tried.
 * What is open for one of them is open; what is said is the plain answer where it holds for any.
 */
export function eligibility(line: ReturnableLine, { published, order, now }: Case): Eligibility {
  const plain = judge(published, { line, order, asked: null }, now);
  const tried = published.policy.reasons.map(({ handle }) => ({
    handle,
    judgement: judge(published, { line, order, asked: { quantity: 1, reason: handle, answers: {} } }, now),
  }));
  const open = tried.filter(({ judgement }) => judgement.open);
  const said = [plain, ...tried.map(({ judgement }) => judgement)];
  const isOpen = open.length > 0;
  return {
    isOpen,
    reasons: open.map(({ handle }) => handle),
    judgement: said.find((judgement) => judgement.open === isOpen) ?? plain,
  };
}

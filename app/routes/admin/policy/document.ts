import type { Policy, Returnable, Rule, Terms, When } from "~/returns/policy/document";

/** What an outcome says until somebody changes it. */
export const plainTerms: Terms = {
  ownWindow: null,
  fee: { flat: 0, share: 0, label: false },
  bonus: { flat: 0, share: 0, cap: null },
  payAt: "received",
};

export const plainReturn: Returnable = {
  kind: "returnable",
  windowDays: 30,
  outcomes: { refund: plainTerms },
  label: "customer",
  destination: null,
  keep: null,
  approval: "review",
};

/** Conditions that fit everything. */
export const everything: When = {
  countries: [],
  productTags: [],
  productTypes: [],
  collections: [],
  price: null,
  discountFrom: null,
  orderTags: [],
  customerTags: [],
  reasons: [],
  placed: null,
};

export const MOST_RULES = 200;

/** A rule is added above all others: what is more particular comes first. */
export function withRule(policy: Policy, { id, name }: Pick<Rule, "id" | "name">): Policy {
  const last = policy.rules.at(-1);
  const then = last?.then.kind === "returnable" ? last.then : plainReturn;
  return { ...policy, rules: [{ id, name, when: everything, then }, ...policy.rules] };
}

/** The copy stands below its original, and above the last rule when that is copied. */
export function withCopy(policy: Policy, of: string, copy: Pick<Rule, "id" | "name">): Policy {
  const { rules } = policy;
  const at = rules.findIndex(({ id }) => id === of);
  const rule = rules[at];
  if (!rule) return policy;
  const place = at === rules.length - 1 ? at : at + 1;
  return { ...policy, rules: rules.toSpliced(place, 0, { ...rule, ...copy }) };
}

export function withRuleChanged(policy: Policy, rule: Rule): Policy {
  return { ...policy, rules: policy.rules.map((known) => (known.id === rule.id ? rule : known)) };
}

/** The last rule stays. */
export function withoutRule(policy: Policy, id: string): Policy {
  if (policy.rules.at(-1)?.id === id) return policy;
  return { ...policy, rules: policy.rules.filter((rule) => rule.id !== id) };
}

/** Whether the rule can go one place up or down: the last one never moves, and nothing goes below it. */
export function mayMove({ rules }: Policy, id: string, by: -1 | 1): boolean {
  const at = rules.findIndex((rule) => rule.id === id);
  const last = rules.length - 1;
  return at >= 0 && at < last && at + by >= 0 && at + by < last;
}

export function withRuleMoved(policy: Policy, id: string, by: -1 | 1): Policy {
  if (!mayMove(policy, id, by)) return policy;
  const at = policy.rules.findIndex((rule) => rule.id === id);
  const rules = [...policy.rules];
  rules.splice(at + by, 0, ...rules.splice(at, 1));
  return { ...policy, rules };
}

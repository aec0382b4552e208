import type { Word } from "~/kit/words";
import { outcomes, type Outcome, type Returnable, type Rule, type When } from "~/returns/policy/document";

import { Places, type Part, type Slot } from "./slots";
import {
  amountText,
  anyOf,
  asHeading,
  bonusText,
  conditionText,
  daysText,
  feeText,
  type Speaker,
} from "./values";

/**
 * What a rule says, sentence by sentence, with its controls where their words stand. A kind of condition that is
 * just being added has its place, too, before it asks for anything.
 */
export function sentences(rule: Rule, speaker: Speaker, adding: keyof When | null = null): Part[][] {
  const places = new Places();
  const at = { places, speaker, when: rule.when, adding };
  const spoken = [mainSentence(rule, at), ...narrowings(at), ...termSentences(rule, at)];
  return spoken.map((sentence) => places.parts(sentence));
}

type Here = {
  readonly places: Places;
  readonly speaker: Speaker;
  readonly when: When;
  readonly adding: keyof When | null;
};

function mainSentence({ then }: Rule, here: Here): string {
  const { places, speaker } = here;
  const { say } = speaker;
  const isBack = then.kind === "returnable";
  const verb = places.mark({ of: "verb" }, say(isBack ? "editor.verb_can" : "editor.verb_cannot"));
  const whole = { who: who(here), verb, what: what(here) };
  if (!isBack) return say("editor.s_final", whole);
  const chosen = anyOf(
    offered(then).map((kind) => say(`editor.outcome_${kind}`)),
    speaker,
  );
  return say("editor.s_return", {
    ...whole,
    window: windowClause({ of: "days" }, then.windowDays, here),
    outcomes: places.mark({ of: "outcomes" }, chosen || say("editor.nothing_chosen")),
  });
}

function windowClause(slot: Slot, days: number | null, { places, speaker }: Here): string {
  const marked = places.mark(slot, daysText(days, speaker));
  return days === null ? marked : speaker.say("editor.window_days", { days: marked });
}

/** The condition marked in its clause; null when it asks for nothing and is not being added. */
function clause(kind: keyof When, word: Word, { places, speaker, when, adding }: Here): string | null {
  const { say } = speaker;
  const text = conditionText(kind, when, speaker) ?? (adding === kind ? say("editor.choose") : null);
  return text === null ? null : say(word, { value: places.mark({ of: "when", kind }, text) });
}

function joined(clauses: readonly (string | null)[], word: Word, { speaker }: Here): string {
  const known = clauses.filter((one) => one !== null);
  return known.length === 0 ? "" : known.reduce((first, second) => speaker.say(word, { first, second }));
}

function who(here: Here): string {
  const { places, speaker } = here;
  const anywhere = () => places.mark({ of: "when", kind: "countries" }, speaker.say("editor.who_anywhere"));
  const country = clause("countries", "editor.who_country", here) ?? anywhere();
  return joined([country, clause("customerTags", "editor.who_tags", here)], "editor.and_who", here);
}

function what(here: Here): string {
  const { places, speaker } = here;
  const clauses = joined(
    [
      clause("productTags", "editor.what_tags", here),
      clause("productTypes", "editor.what_types", here),
      clause("collections", "editor.what_collections", here),
      clause("price", "editor.what_price", here),
      clause("discountFrom", "editor.what_discount", here),
    ],
    "editor.and_what",
    here,
  );
  if (clauses === "") return places.mark({ of: "anything" }, speaker.say("editor.what_any"));
  return speaker.say("editor.what_some", { clauses });
}

/** Conditions on the order and the reason say so in sentences of their own. */
function narrowings(here: Here): string[] {
  const { say } = here.speaker;
  const which = joined(
    [clause("orderTags", "editor.order_tags", here), clause("placed", "editor.order_placed", here)],
    "editor.and_what",
    here,
  );
  const reasons = clause("reasons", "editor.reason_value", here);
  return [
    ...(which ? [say("editor.s_orders", { which })] : []),
    ...(reasons ? [say("editor.s_reasons", { reasons })] : []),
  ];
}

export function offered({ outcomes: terms }: Returnable): Outcome[] {
  return outcomes.filter((kind) => terms[kind] !== undefined);
}

function termSentences({ then }: Rule, here: Here): string[] {
  if (then.kind === "final-sale") return [];
  return offered(then).flatMap((outcome) => [...costs(outcome, then, here), ...ownDays(outcome, then, here)]);
}

function costs(outcome: Outcome, then: Returnable, { places, speaker }: Here): string[] {
  const terms = then.outcomes[outcome];
  if (!terms || outcome === "replacement") return [];
  const fee = places.mark({ of: "fee", outcome }, feeText(terms.fee, speaker));
  if (outcome === "refund" || outcome === "keep") return [speaker.say(`editor.s_fee_${outcome}`, { fee })];
  const bonus = places.mark({ of: "bonus", outcome }, bonusText(terms.bonus, speaker));
  return [speaker.say(`editor.s_fee_${outcome}`, { fee, bonus })];
}

function ownDays(outcome: Outcome, then: Returnable, here: Here): string[] {
  const own = then.outcomes[outcome]?.ownWindow;
  if (!own) return [];
  const window = windowClause({ of: "own", outcome }, own.days, here);
  return [here.speaker.say(`editor.s_own_${outcome}`, { window })];
}

/** The less frequent terms, as plain text. */
export function termsText({ then }: Rule, speaker: Speaker): string {
  if (then.kind === "final-sale") return "";
  const { say } = speaker;
  const { keep, destination } = then;
  return [
    say(`editor.t_label_${then.label}`),
    say(`editor.t_approval_${then.approval}`),
    ...momentTexts(then, speaker),
    ...(keep
      ? [
          say("editor.t_keep", {
            below: amountText(keep.below, speaker),
            perYear: keep.perYear === null ? "none" : String(keep.perYear),
          }),
        ]
      : []),
    ...(destination ? [say("editor.t_destination", { location: locationNumber(destination) })] : []),
  ].join(" ");
}

/** Outcomes whose money moves at the same moment stand together. */
function momentTexts(then: Returnable, { say, locale }: Speaker): string[] {
  const kinds = offered(then);
  const moments = [...new Set(kinds.flatMap((kind) => then.outcomes[kind]?.payAt ?? []))];
  return moments.map((moment) => {
    const same = kinds.filter((kind) => then.outcomes[kind]?.payAt === moment);
    const names = same.map((kind) => say(`editor.outcome_${kind}`));
    const list = new Intl.ListFormat(locale, { type: "conjunction" }).format(names);
    return say(`editor.t_pay_${moment}`, {
      outcomes: asHeading(list, locale),
    });
  });
}

export function locationNumber(gid: string): string {
  return gid.slice(gid.lastIndexOf("/") + 1);
}

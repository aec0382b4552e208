import { ActionList, BlockStack, Button, ChoiceList } from "@shopify/polaris";

import {
  isUnconditional,
  outcomes,
  type Outcome,
  type Returnable,
  type Rule,
  type Terms,
  type When,
} from "~/returns/policy/document";
import { everything, plainReturn, plainTerms } from "~/routes/admin/policy/document";
import { offered } from "~/routes/admin/policy/rule/sentence";
import type { Slot } from "~/routes/admin/policy/rule/slots";
import { useWords } from "~/ui/admin";

import { ConditionFields } from "./condition-fields";
import { DaysField } from "./days-field";
import { BonusFields, FeeFields, OwnWindow } from "./terms-fields";

type Props = {
  readonly slot: Slot;
  readonly rule: Rule;
  readonly onChange: (rule: Rule) => void;
  /** Opens the control of a kind of condition. */
  readonly open: (kind: keyof When) => void;
};

export const productKinds = ["productTags", "productTypes", "collections", "price", "discountFrom"] as const;

/** The control behind a bracketed part. */
export function SlotFields({ slot, rule, onChange, open }: Props) {
  const { then } = rule;
  if (slot.of === "when") return <Condition kind={slot.kind} rule={rule} onChange={onChange} />;
  if (slot.of === "anything") return <Kinds kinds={productKinds} open={open} />;
  if (slot.of === "verb") return <Verb rule={rule} onChange={onChange} />;
  if (then.kind === "final-sale") return null;
  const set = (next: Returnable) => onChange({ ...rule, then: next });
  if (!("outcome" in slot)) {
    return slot.of === "days" ? <Days then={then} onChange={set} /> : <Outcomes then={then} onChange={set} />;
  }
  return <OutcomeTerms of={slot.of} outcome={slot.outcome} then={then} onChange={set} />;
}

type Of<T> = { readonly then: Returnable; readonly onChange: (then: Returnable) => void } & T;

function Days({ then, onChange }: Of<object>) {
  return (
    <DaysField
      label={useWords()("editor.c_days")}
      mayFollowRule={false}
      value={{ days: then.windowDays }}
      onChange={(own) => onChange({ ...then, windowDays: own ? own.days : then.windowDays })}
    />
  );
}

const termFields = { fee: FeeFields, bonus: BonusFields, own: OwnWindow };

export function OutcomeTerms({
  of,
  outcome,
  then,
  onChange,
}: Of<{ readonly of: keyof typeof termFields; readonly outcome: Outcome }>) {
  const Fields = termFields[of];
  const terms = then.outcomes[outcome] ?? plainTerms;
  const set = (next: Terms) => onChange({ ...then, outcomes: { ...then.outcomes, [outcome]: next } });
  return <Fields outcome={outcome} terms={terms} onChange={set} />;
}

type RuleProps = Pick<Props, "rule" | "onChange">;

function Condition({ kind, rule, onChange }: RuleProps & { readonly kind: keyof When }) {
  const say = useWords();
  const { when } = rule;
  const isGiven = !isUnconditional({ ...everything, [kind]: when[kind] });
  const clear = () => onChange({ ...rule, when: { ...when, [kind]: everything[kind] } });
  return (
    <BlockStack gap="300">
      <ConditionFields kind={kind} when={when} onChange={(next) => onChange({ ...rule, when: next })} />
      {isGiven && (
        <Button variant="plain" tone="critical" textAlign="left" onClick={clear}>
          {say("editor.f_remove")}
        </Button>
      )}
    </BlockStack>
  );
}

type KindsProps = { readonly kinds: readonly (keyof When)[]; readonly open: (kind: keyof When) => void };

/** Kinds of conditions to begin with. */
export function Kinds({ kinds, open }: KindsProps) {
  const say = useWords();
  const items = kinds.map((kind) => ({ content: say(`editor.c_${kind}`), onAction: () => open(kind) }));
  return <ActionList actionRole="menuitem" items={items} />;
}

function Verb({ rule, onChange }: RuleProps) {
  const say = useWords();
  const { kind } = rule.then;
  const choose = ([chosen]: string[]) => {
    if (chosen === kind) return;
    onChange({ ...rule, then: chosen === "final-sale" ? { kind: "final-sale" } : plainReturn });
  };
  const choices = [
    { value: "returnable", label: say("editor.f_verb_can") },
    { value: "final-sale", label: say("editor.f_verb_cannot") },
  ];
  return <ChoiceList title={say("editor.c_verb")} choices={choices} selected={[kind]} onChange={choose} />;
}

function Outcomes({ then, onChange }: Of<object>) {
  const say = useWords();
  const choices = outcomes.map((kind) => ({ value: kind, label: say(`editor.outcome_${kind}`) }));
  const set = (chosen: readonly string[]) => {
    const kept = outcomes.filter((kind) => chosen.includes(kind));
    const terms = kept.map((kind) => [kind, then.outcomes[kind] ?? plainTerms]);
    onChange({ ...then, outcomes: Object.fromEntries(terms) as Returnable["outcomes"] });
  };
  const chosen = offered(then);
  return (
    <BlockStack gap="300">
      <ChoiceList
        title={say("editor.c_outcomes")}
        allowMultiple
        choices={choices}
        selected={chosen}
        onChange={set}
      />
      {chosen.join() !== "exchange" && (
        <Button variant="plain" textAlign="left" onClick={() => set(["exchange"])}>
          {say("editor.f_exchange_only")}
        </Button>
      )}
    </BlockStack>
  );
}

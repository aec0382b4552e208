import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useEffect, useRef } from "react";

import type { Rule } from "~/returns/policy/document";
import { useWords } from "~/ui/admin";
import { useAnnounce } from "~/ui/announcer";

import {
  mayMove,
  MOST_RULES,
  withCopy,
  withoutRule,
  withRule,
  withRuleChanged,
  withRuleMoved,
} from "./document";
import { RuleCard } from "./rule/rule-card";
import type { Moves } from "./rule/rule-header";
import type { Speaker } from "./rule/values";
import type { Document } from "./use-document";

type Props = {
  readonly document: Document;
  readonly speaker: Speaker;
  /** In words, by the place where they are shown. */
  readonly problems: ReadonlyMap<string, readonly string[]>;
  readonly disabled: boolean;
};

/** The rules in their order, and how they change it. */
export function Rules({ document, speaker, problems, disabled }: Props) {
  const say = useWords();
  const { policy, change } = document;
  const { movesOf, goTo } = useMoves(document);
  const isFull = policy.rules.length >= MOST_RULES;
  const add = () => {
    const id = crypto.randomUUID();
    change(withRule(policy, { id, name: say("editor.new_rule") }));
    goTo(`rule-${id}`);
  };
  return (
    <BlockStack gap="300">
      <div className="gt-edge">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {say("editor.rules")}
          </Text>
          {!disabled && (
            <Button onClick={add} disabled={isFull}>
              {say("editor.add_rule")}
            </Button>
          )}
        </InlineStack>
      </div>
      {isFull && (
        <Text as="p" tone="subdued">
          {say("editor.rules_full")}
        </Text>
      )}
      <ol className="gt-rules">
        {policy.rules.map((rule, at) => (
          <li key={rule.id}>
            <RuleCard
              rule={rule}
              place={at + 1}
              isLast={at === policy.rules.length - 1}
              speaker={speaker}
              problems={problems.get(`rule-${rule.id}`) ?? []}
              disabled={disabled}
              onChange={(next) => change(withRuleChanged(policy, next))}
              moves={movesOf(rule, isFull)}
            />
          </li>
        ))}
      </ol>
    </BlockStack>
  );
}

/** What can be done with a rule as a whole; the focus goes where the rule went. */
function useMoves({ policy, change, drop }: Document) {
  const say = useWords();
  const announce = useAnnounce();
  const goTo = useFocusAfter();
  const moving = (rule: Rule, by: -1 | 1) => {
    if (!mayMove(policy, rule.id, by)) return null;
    return () => {
      const next = withRuleMoved(policy, rule.id, by);
      const place = next.rules.findIndex(({ id }) => id === rule.id) + 1;
      change(next);
      announce(say("editor.moved", { name: rule.name, place }));
      // The button may be off at its new place: the rule itself has the focus then.
      goTo(mayMove(next, rule.id, by) ? `${by < 0 ? "move_up" : "move_down"}-${rule.id}` : `rule-${rule.id}`);
    };
  };
  const movesOf = (rule: Rule, isFull: boolean): Moves => ({
    up: moving(rule, -1),
    down: moving(rule, 1),
    duplicate: isFull
      ? null
      : () => {
          const copy = {
            id: crypto.randomUUID(),
            name: copyName(say("editor.copy_of", { name: rule.name })),
          };
          change(withCopy(policy, rule.id, copy));
          goTo(`rule-${copy.id}`);
        },
    remove:
      policy.rules.at(-1)?.id === rule.id
        ? null
        : () => {
            drop(withoutRule(policy, rule.id), say("editor.deleted", { name: rule.name }));
            announce(say("editor.deleted", { name: rule.name }));
          },
  });
  return { movesOf, goTo };
}

/** Names have 80 characters at most. */
function copyName(name: string): string {
  return [...name].slice(0, 80).join("").slice(0, 80);
}

function useFocusAfter(): (id: string) => void {
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    document.getElementById(wanted.current)?.focus();
    wanted.current = null;
  });
  return (id) => {
    wanted.current = id;
  };
}

import { BlockStack, InlineStack, Popover, Text, Button } from "@shopify/polaris";
import { Fragment, useState } from "react";

import { isUnconditional, type Rule, type When } from "~/returns/policy/document";
import { Kinds } from "~/routes/admin/policy/control/slot-fields";
import { useWords } from "~/ui/admin";

import { sentences, termsText } from "./sentence";
import { SentenceSlot, type Opened } from "./slot";
import { keyOf, type Slot } from "./slots";
import type { Speaker } from "./values";

type Props = {
  readonly rule: Rule;
  readonly onChange: (rule: Rule) => void;
  readonly speaker: Speaker;
  readonly isLast: boolean;
  readonly disabled: boolean;
};

const kinds = [
  "countries",
  "customerTags",
  "productTags",
  "productTypes",
  "collections",
  "price",
  "discountFrom",
  "orderTags",
  "placed",
  "reasons",
] as const satisfies (keyof When)[];

/** What the rule says; its bracketed parts change it. */
export function RuleText({ rule, onChange, speaker, isLast, disabled }: Props) {
  const [key, open] = useState<string | null>(null);
  const opened = { key, open };
  const adding = kinds.find((kind) => kind === key) ?? null;
  // The last rule fits everything: there is nothing to choose.
  const isFixed = isLast && isUnconditional(rule.when);
  const told = sentences(rule, speaker, adding);
  return (
    <BlockStack gap="200">
      <p className="gt-sentence">
        {told.map((parts, at) => (
          <Fragment key={at}>
            {parts.map((part, index) =>
              part.kind === "text" || (isFixed && isCondition(part.slot)) ? (
                <Fragment key={index}>{part.text}</Fragment>
              ) : (
                <SentenceSlot key={keyOf(part.slot)} {...{ part, rule, onChange, opened, disabled }} />
              ),
            )}{" "}
          </Fragment>
        ))}
      </p>
      <Text as="p" tone="subdued">
        {termsText(rule, speaker)}
      </Text>
      {!isLast && !disabled && <AddCondition when={rule.when} opened={opened} />}
    </BlockStack>
  );
}

function isCondition({ of }: Slot): boolean {
  return of === "when" || of === "anything";
}

/** Kinds that the rule does not ask for yet. */
function AddCondition({ when, opened }: { when: When; opened: Opened }) {
  const say = useWords();
  const [isOpen, setOpen] = useState(false);
  const left = kinds.filter((kind) => {
    const now = when[kind];
    return now === null || (Array.isArray(now) && now.length === 0);
  });
  if (left.length === 0) return null;
  const choose = (kind: keyof When) => {
    setOpen(false);
    opened.open(kind);
  };
  return (
    <InlineStack>
      <Popover
        active={isOpen}
        autofocusTarget="first-node"
        onClose={() => setOpen(false)}
        activator={
          <Button variant="plain" disclosure onClick={() => setOpen(!isOpen)}>
            {say("editor.add_condition")}
          </Button>
        }
      >
        <Kinds kinds={left} open={choose} />
      </Popover>
    </InlineStack>
  );
}

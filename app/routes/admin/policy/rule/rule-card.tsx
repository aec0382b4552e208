import { BlockStack, Button, Card, Collapsible, InlineStack, List, Text } from "@shopify/polaris";
import { useId, useState } from "react";

import type { Rule } from "~/returns/policy/document";
import { useWords } from "~/ui/admin";

import { MoreTerms } from "./more-terms";
import { RuleHeader, type Moves } from "./rule-header";
import { RuleText } from "./rule-text";
import type { Speaker } from "./values";

type Props = {
  readonly rule: Rule;
  readonly place: number;
  readonly isLast: boolean;
  readonly speaker: Speaker;
  /** In words. */
  readonly problems: readonly string[];
  readonly onChange: (rule: Rule) => void;
  readonly moves: Moves;
  readonly disabled: boolean;
};

/** One rule: its name and place, what it says, what is wrong with it. */
export function RuleCard(props: Props) {
  const { rule, place, isLast, speaker, problems, onChange, disabled } = props;
  return (
    <div id={`rule-${rule.id}`} tabIndex={-1} className="gt-rule">
      <Card>
        <BlockStack gap="300">
          <RuleHeader
            {...{ rule, place, isLast, disabled }}
            moves={props.moves}
            rename={(name) => onChange({ ...rule, name })}
          />
          <RuleText {...{ rule, onChange, speaker, isLast, disabled }} />
          {problems.length > 0 && <Problems texts={problems} />}
          {rule.then.kind === "returnable" && !disabled && (
            <More rule={rule} then={rule.then} onChange={onChange} />
          )}
        </BlockStack>
      </Card>
    </div>
  );
}

function Problems({ texts }: { texts: readonly string[] }) {
  return (
    <div className="gt-problems">
      <List>
        {texts.map((text) => (
          <List.Item key={text}>
            <Text as="span" tone="critical">
              {text}
            </Text>
          </List.Item>
        ))}
      </List>
    </div>
  );
}

type MoreProps = {
  readonly rule: Rule;
  readonly then: Extract<Rule["then"], { kind: "returnable" }>;
  readonly onChange: (rule: Rule) => void;
};

function More({ rule, then, onChange }: MoreProps) {
  const say = useWords();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <InlineStack>
        <Button
          variant="plain"
          disclosure={isOpen ? "up" : "down"}
          ariaExpanded={isOpen}
          ariaControls={id}
          onClick={() => setOpen(!isOpen)}
        >
          {say("editor.more_terms")}
        </Button>
      </InlineStack>
      <Collapsible id={id} open={isOpen}>
        {isOpen && <MoreTerms then={then} onChange={(next) => onChange({ ...rule, then: next })} />}
      </Collapsible>
    </>
  );
}

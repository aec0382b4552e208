import { Badge, Button, ButtonGroup, InlineStack, Text } from "@shopify/polaris";
import { ArrowDownIcon, ArrowUpIcon, DeleteIcon, DuplicateIcon, EditIcon } from "@shopify/polaris-icons";
import { useState } from "react";

import type { Rule } from "~/returns/policy/document";
import { useWords } from "~/ui/admin";
import { TypedField } from "~/ui/typed-field";

export type Moves = {
  /** Null where the rule cannot go there. */
  readonly up: (() => void) | null;
  readonly down: (() => void) | null;
  readonly duplicate: (() => void) | null;
  readonly remove: (() => void) | null;
};

type Props = {
  readonly rule: Rule;
  readonly place: number;
  readonly isLast: boolean;
  readonly moves: Moves;
  readonly rename: (name: string) => void;
  readonly disabled: boolean;
};

/** The rule's name and place, and what can be done with it as a whole. */
export function RuleHeader(props: Props) {
  const { rule, place, isLast, disabled } = props;
  const say = useWords();
  const [isNaming, setNaming] = useState(false);
  return (
    <InlineStack gap="200" align="space-between" blockAlign="center">
      {isNaming ? (
        <Naming name={rule.name} rename={props.rename} done={() => setNaming(false)} />
      ) : (
        <div className="gt-rule-name">
          <Text as="h3" variant="headingMd" breakWord>
            <span dir="auto">{rule.name}</span>
          </Text>
          {isLast ? (
            <Badge>{say("editor.rule_last")}</Badge>
          ) : (
            <Badge>{say("editor.rule_number", { place })}</Badge>
          )}
        </div>
      )}
      {!disabled && !isNaming && <Tools {...props} naming={() => setNaming(true)} />}
    </InlineStack>
  );
}

type NamingProps = {
  readonly name: string;
  readonly rename: (name: string) => void;
  readonly done: () => void;
};

function Naming({ name, rename, done }: NamingProps) {
  const say = useWords();
  return (
    <form
      className="gt-naming"
      onSubmit={(event) => {
        event.preventDefault();
        done();
      }}
    >
      <TypedField
        label={say("editor.rule_name")}
        autoFocus
        maxLength={80}
        required
        value={name}
        read={nameIn}
        print={String}
        wrong={say("editor.name_missing")}
        onChange={(next) => rename(next ?? name)}
      />
      <Button submit>{say("editor.done")}</Button>
    </form>
  );
}

/** A name as it is typed, spaces around included; nothing but spaces is none. */
export function nameIn(text: string): string | null {
  return text.trim() === "" ? null : text;
}

function Tools({ rule, moves, naming }: Props & { readonly naming: () => void }) {
  const say = useWords();
  const tools = [
    { icon: EditIcon, word: "editor.rename", act: naming },
    { icon: ArrowUpIcon, word: "editor.move_up", act: moves.up },
    { icon: ArrowDownIcon, word: "editor.move_down", act: moves.down },
    { icon: DuplicateIcon, word: "editor.duplicate", act: moves.duplicate },
    { icon: DeleteIcon, word: "editor.delete", act: moves.remove },
  ] as const;
  return (
    <div role="group" aria-label={say("editor.actions_of", { name: rule.name })}>
      <ButtonGroup gap="tight">
        {tools.map(({ icon, word, act }) => (
          <Button
            key={word}
            id={`${word.slice("editor.".length)}-${rule.id}`}
            icon={icon}
            variant="tertiary"
            disabled={act === null}
            accessibilityLabel={say("editor.control", { label: say(word), value: rule.name })}
            onClick={() => act?.()}
          />
        ))}
      </ButtonGroup>
    </div>
  );
}

import { BlockStack, Box, Button, ChoiceList, Form, Scrollable, Text, TextField } from "@shopify/polaris";
import { useState } from "react";

import { useWords } from "~/ui/admin";

export type Option = { readonly value: string; readonly label: string };
type Props = {
  readonly label: string;
  readonly values: readonly string[];
  /** What can be chosen; what is chosen already is added. */
  readonly options: readonly Option[];
  /** What nobody has listed may be typed. */
  readonly mayAdd: boolean;
  readonly onChange: (values: string[]) => void;
};

const SHOWN = 40;
const MOST = 250;

/** Several of many: what is typed finds them, Enter adds it. */
export function ManyField({ label, values, options, mayAdd, onChange }: Props) {
  const say = useWords();
  const [query, setQuery] = useState("");
  const found = matching(withChosen(options, values), query);
  const typed = query.trim();
  const isNew = mayAdd && typed !== "" && !found.some((one) => isAlike(one.label, typed));
  const add = (more: readonly string[]) => {
    onChange([...new Set([...values, ...more])].slice(0, MOST));
    setQuery("");
  };
  const enter = () => {
    const [first] = found;
    if (isNew) add(split(typed));
    else if (typed !== "" && first) add([first.value]);
  };
  return (
    <BlockStack gap="300">
      <Form onSubmit={enter}>
        <TextField
          label={label}
          placeholder={say(mayAdd ? "editor.f_find" : "editor.f_find_only")}
          autoComplete="off"
          autoFocus
          maxLength={255}
          value={query}
          onChange={setQuery}
        />
      </Form>
      {isNew && <Button onClick={enter}>{say("editor.f_add_value", { value: typed })}</Button>}
      <Scrollable style={{ maxHeight: "16rem" }} focusable>
        <Box paddingInlineStart="050">
          <ChoiceList
            title={label}
            titleHidden
            allowMultiple
            choices={found.slice(0, SHOWN).map((one) => ({ ...one }))}
            selected={[...values]}
            onChange={(shown) => onChange(merged(values, shown, found.slice(0, SHOWN)))}
          />
        </Box>
      </Scrollable>
      {found.length === 0 && !isNew && (
        <Text as="p" tone="subdued">
          {say("editor.f_none_found")}
        </Text>
      )}
      {found.length > SHOWN && (
        <Text as="p" tone="subdued">
          {say("editor.f_more_found", { count: found.length - SHOWN })}
        </Text>
      )}
    </BlockStack>
  );
}

/** What is chosen comes first. */
function withChosen(options: readonly Option[], values: readonly string[]): Option[] {
  const chosen = values.map((value) => options.find((one) => one.value === value) ?? { value, label: value });
  return [...chosen, ...options.filter(({ value }) => !values.includes(value))];
}

function matching(options: readonly Option[], query: string): Option[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === "") return [...options];
  const found = options.filter(({ label }) => label.toLowerCase().includes(wanted));
  const begins = ({ label }: Option) => label.toLowerCase().startsWith(wanted);
  return [...found.filter(begins), ...found.filter((one) => !begins(one))];
}

function isAlike(label: string, typed: string): boolean {
  return label.trim().toLowerCase() === typed.toLowerCase();
}

/** Shopify's tags hold no commas: a list may be pasted. */
function split(typed: string): string[] {
  return typed
    .split(",")
    .map((value) => value.trim())
    .filter((value) => value !== "");
}

/** The list shows a part of what is chosen; the rest of it stays. */
function merged(values: readonly string[], chosen: readonly string[], shown: readonly Option[]): string[] {
  const hidden = values.filter((value) => !shown.some((one) => one.value === value));
  return [...hidden, ...chosen].slice(0, MOST);
}

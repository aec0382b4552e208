import { FormLayout } from "@shopify/polaris";

import { nameIn } from "~/routes/admin/policy/rule/rule-header";
import type { Reason } from "~/returns/policy/document";
import { useWords } from "~/ui/admin";
import { TypedField } from "~/ui/typed-field";

type Label = Reason["label"];
type Props = {
  readonly of: "reason" | "question" | "answer";
  readonly value: Label;
  readonly onChange: (label: Label) => void;
};

/** The same words in both languages. */
export function LabelFields({ of, value, onChange }: Props) {
  const say = useWords();
  const field = (language: keyof Label, part: "en" | "zh") => (
    <TypedField
      label={say(`editor.${of}_${part}`)}
      maxLength={80}
      required
      value={value[language]}
      read={nameIn}
      print={String}
      wrong={say("editor.name_missing")}
      onChange={(text) => onChange({ ...value, [language]: text ?? value[language] })}
    />
  );
  return (
    <FormLayout.Group condensed>
      {field("en", "en")}
      {field("zh-CN", "zh")}
    </FormLayout.Group>
  );
}

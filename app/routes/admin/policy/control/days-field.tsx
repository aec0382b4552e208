import { BlockStack, ChoiceList } from "@shopify/polaris";
import { useState } from "react";

import { useWords } from "~/ui/admin";
import { wholeIn } from "~/ui/typed";
import { TypedField } from "~/ui/typed-field";

const usual = [14, 30, 90];
const MOST = 3_650;

type Own = { readonly days: number | null } | null;
type Props = {
  readonly label: string;
  /** Null where the rule's own days count. */
  readonly value: Own;
  readonly onChange: (value: Own) => void;
  readonly mayFollowRule: boolean;
};

/** 14, 30, 90, another number of days, or no end. */
export function DaysField({ label, value, onChange, mayFollowRule }: Props) {
  const say = useWords();
  const isUsual = value?.days != null && usual.includes(value.days);
  const [isCustom, setCustom] = useState(value?.days != null && !isUsual);
  const choices = [
    ...(mayFollowRule ? [{ value: "rule", label: say("editor.f_as_rule") }] : []),
    ...usual.map((days) => ({ value: String(days), label: say("editor.days", { days }) })),
    { value: "none", label: say("editor.f_unlimited") },
    { value: "custom", label: say("editor.f_custom") },
  ];
  const choose = ([chosen = "custom"]: string[]) => {
    setCustom(chosen === "custom");
    if (chosen === "rule") onChange(null);
    else if (chosen === "none") onChange({ days: null });
    else if (chosen !== "custom") onChange({ days: Number(chosen) });
    else if (value?.days == null) onChange({ days: 30 });
  };
  return (
    <BlockStack gap="200">
      <ChoiceList title={label} choices={choices} selected={[chosenOf(value, isCustom)]} onChange={choose} />
      {isCustom && (
        <TypedField
          label={say("editor.f_custom_days")}
          inputMode="numeric"
          required
          value={value?.days ?? null}
          read={(text) => wholeIn(text, [0, MOST])}
          print={String}
          wrong={say("editor.f_not_days", { least: 0, most: MOST })}
          onChange={(days) => onChange({ days })}
        />
      )}
    </BlockStack>
  );
}

function chosenOf(value: Own, isCustom: boolean): string {
  if (value === null) return "rule";
  if (isCustom) return "custom";
  return value.days === null ? "none" : String(value.days);
}

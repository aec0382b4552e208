import { TypedField } from "~/ui/typed-field";

import { tagsIn } from "./tags";

type Props = {
  readonly label: string;
  readonly helpText?: string;
  readonly value: readonly string[];
  readonly onChange: (tags: string[]) => void;
};

/** Tags, with commas between. */
export function TagsField({ label, helpText, value, onChange }: Props) {
  return (
    <TypedField
      label={label}
      helpText={helpText}
      value={value.join(", ") || null}
      read={(text) => tagsIn(text).join(", ") || null}
      print={String}
      wrong=""
      onChange={(text) => onChange(tagsIn(text ?? ""))}
    />
  );
}

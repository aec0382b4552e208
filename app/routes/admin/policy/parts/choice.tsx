import { Select } from "@shopify/polaris";

import type { Word } from "~/kit/words";
import { useWords } from "~/ui/admin";

type Props<T extends string> = {
  readonly label: string;
  readonly value: T;
  readonly words: Readonly<Record<T, Word>>;
  readonly onChange: (value: T) => void;
};

/** One of a few, each by its words. */
export function Choice<T extends string>({ label, value, words, onChange }: Props<T>) {
  const say = useWords();
  const options = (Object.keys(words) as T[]).map((one) => ({ value: one, label: say(words[one]) }));
  return <Select label={label} options={options} value={value} onChange={(next) => onChange(next as T)} />;
}

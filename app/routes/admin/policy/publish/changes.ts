import type { Say } from "~/kit/words";

import type { Difference } from "./difference";

/** What differs, one line each; empty when nothing does. */
export function changesText({ added, removed, changed, ...parts }: Difference, say: Say): string[] {
  const named = { added, removed, changed };
  const rules = (Object.keys(named) as (keyof typeof named)[])
    .filter((how) => named[how].length > 0)
    .map((how) => say(`editor.diff_${how}`, { names: named[how].join(", ") }));
  const others = (Object.keys(parts) as (keyof typeof parts)[])
    .filter((part) => parts[part])
    .map((part) => say(`editor.diff_${part}`));
  return [...rules, ...others];
}

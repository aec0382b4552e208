import { useCallback, useState } from "react";

import type { Policy } from "~/returns/policy/document";

export type Document = {
  readonly policy: Policy;
  readonly change: (policy: Policy) => void;
  /** A change that takes something away: what stood before comes back with `undo`. */
  readonly drop: (policy: Policy, said: string) => void;
  readonly undo: { readonly said: string; readonly act: () => void } | null;
};

type Held = { readonly policy: Policy; readonly before: { said: string; policy: Policy } | null };

/** The policy as it stands on the screen. Typing on takes the way back away: it would lose what was typed. */
export function useDocument(begun: Policy): Document {
  const [{ policy, before }, hold] = useState<Held>({ policy: begun, before: null });
  const change = useCallback((next: Policy) => hold({ policy: next, before: null }), []);
  const drop = useCallback(
    (next: Policy, said: string) =>
      hold((known) => ({ policy: next, before: { said, policy: known.policy } })),
    [],
  );
  return {
    policy,
    change,
    drop,
    undo: before && { said: before.said, act: () => change(before.policy) },
  };
}

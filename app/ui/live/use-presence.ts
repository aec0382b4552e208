import { useEffect, useMemo, useReducer } from "react";

import { useAdmin } from "~/ui/admin";
import { useLive } from "./live";
import type { Change } from "./live-connection";
import { faded, heard, nobody, others, type Presence } from "./presence";

type Named = { readonly who: string; readonly name: string };
type Heard = { readonly change: Change | null; readonly now: number };

const known = (presence: Presence, { change, now }: Heard): Presence =>
  change ? heard(presence, change, now) : faded(presence, now);

/** Who else types in a conversation or looks at it, as it changes. */
export function usePresence(): {
  readonly typing: (conversationId: string) => readonly Named[];
  readonly viewing: (conversationId: string) => readonly Named[];
} {
  const { agent } = useAdmin();
  const [presence, note] = useReducer(known, nobody);
  useLive((change) => note({ change, now: Date.now() }));
  const isAnybody = presence.typing.length + presence.viewing.length > 0;
  useEffect(() => {
    if (!isAnybody) return;
    const timer = setInterval(() => note({ change: null, now: Date.now() }), 1_000);
    return () => clearInterval(timer);
  }, [isAnybody]);
  return useMemo(
    () => ({
      typing: (conversationId: string) => others(presence.typing, conversationId, agent.id),
      viewing: (conversationId: string) => others(presence.viewing, conversationId, agent.id),
    }),
    [presence, agent.id],
  );
}

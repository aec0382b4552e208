import { useMemo, useState } from "react";

import type { ConversationView } from "~/conversations/inbox";
import type { Message } from "~/conversations/message";
import { ask } from "~/ui/post";

type Wire = Omit<Message, "at" | "mailedAt"> & { readonly at: string; readonly mailedAt: string | null };
type Page = { readonly messages: readonly Wire[]; readonly olderBefore: number | null };

/**
 * The newest messages and, above them, those that were asked for. What is held stays held when new ones push
 * the newest fifty onward, so the thread has no hole.
 */
export function useEarlier({ id, messages, olderBefore }: ConversationView) {
  const [held, setHeld] = useState<{
    readonly messages: readonly Message[];
    readonly before: number | null;
  } | null>(null);
  const [newest, setNewest] = useState(messages);
  const [isLoading, setLoading] = useState(false);

  if (newest !== messages) {
    const first = messages[0]?.seq ?? 0;
    const pushed = newest.filter(({ seq }) => seq < first);
    setNewest(messages);
    if (pushed.length > 0) {
      setHeld((known) => ({
        messages: [...(known?.messages ?? []), ...pushed],
        before: known ? known.before : (newest[0]?.seq ?? null),
      }));
    }
  }
  const before = held ? held.before : olderBefore;
  const load = async () => {
    if (before === null || isLoading) return;
    setLoading(true);
    const result = await ask<Page>(`/app/inbox/${id}/earlier?before=${before}`);
    setLoading(false);
    if (!result.ok) return;
    const { messages: wires, olderBefore: next } = result.value;
    setHeld((known) => ({ messages: [...wires.map(fromWire), ...(known?.messages ?? [])], before: next }));
  };
  const all = useMemo(() => {
    const first = messages[0]?.seq ?? Infinity;
    return [...(held?.messages ?? []).filter(({ seq }) => seq < first), ...messages];
  }, [held, messages]);
  return { messages: all, has: before !== null, isLoading, load: () => void load() };
}

function fromWire(wire: Wire): Message {
  return {
    ...wire,
    at: new Date(wire.at),
    mailedAt: wire.mailedAt === null ? null : new Date(wire.mailedAt),
  };
}

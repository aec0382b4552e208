import { createContext, useCallback, useContext, useMemo, useState } from "react";

import type { Sent } from "~/conversations/reply.server";
import { post, type Failure } from "~/ui/post";
import { useFresh } from "~/ui/live/use-fresh";

export type Mode = "reply" | "note";

/** Words on their way to the server: shown at once, kept until the server shows them or the person does. */
export type Pending = {
  readonly conversationId: string;
  /** Ours, made once: the same words sent twice are one message. */
  readonly clientId: string;
  readonly mode: Mode;
  readonly text: string;
  readonly at: string;
  /** The newest entry on screen when it was sent; what came since stops a reply. Null: send it all the same. */
  readonly expectedSeq: number | null;
  readonly state: "sending" | "sent" | WhyNot;
};
export type WhyNot = Failure | "changed" | "moved-on" | "unsendable";

type Box = {
  readonly pending: readonly Pending[];
  readonly send: (words: Pick<Pending, "conversationId" | "mode" | "text" | "expectedSeq">) => void;
  readonly retry: (clientId: string) => void;
  readonly drop: (clientId: string) => void;
};

const Context = createContext<Box | null>(null);

/** Holds what is being sent for the whole inbox: going to another conversation loses nothing. */
export function Outbox({ children }: { children: React.ReactNode }) {
  const [pending, setPending] = useState<readonly Pending[]>([]);
  const refresh = useFresh();

  const drop = useCallback(
    (clientId: string) => setPending((known) => known.filter((words) => words.clientId !== clientId)),
    [],
  );
  const attempt = useCallback(
    async (words: Pending) => {
      const { conversationId, clientId, mode, text, expectedSeq } = words;
      const became = (state: Pending["state"]) =>
        setPending((known) => known.map((one) => (one.clientId === clientId ? { ...one, state } : one)));
      became("sending");
      const seen = mode === "reply" && expectedSeq !== null ? { expectedSeq } : {};
      const result = await post<Sent>(`/app/inbox/${conversationId}/send`, { clientId, mode, text, ...seen });
      if (!result.ok) return became(result.because);
      became(result.value.sent ? "sent" : result.value.because);
      refresh();
    },
    [refresh],
  );
  const send = useCallback<Box["send"]>(
    (words) => {
      const fresh = {
        ...words,
        clientId: crypto.randomUUID(),
        at: new Date().toISOString(),
        state: "sending",
      } as const;
      setPending((known) => [...known, fresh]);
      void attempt(fresh);
    },
    [attempt],
  );
  const box = useMemo(() => {
    const retry = (clientId: string) => {
      const words = pending.find((one) => one.clientId === clientId);
      if (words) void attempt(words.state === "changed" ? { ...words, expectedSeq: null } : words);
    };
    return { pending, send, retry, drop };
  }, [pending, send, attempt, drop]);
  return <Context.Provider value={box}>{children}</Context.Provider>;
}

/** What is on its way in one conversation, and how to send more. */
export function useOutbox(conversationId: string): Box {
  const box = useContext(Context);
  if (!box) throw new Error("This belongs inside the inbox");
  return useMemo(
    () => ({ ...box, pending: box.pending.filter((words) => words.conversationId === conversationId) }),
    [box, conversationId],
  );
}

import { useCallback, useEffect, useRef } from "react";

import type { Mode } from "~/routes/admin/inbox/outbox";
import { useFresh } from "~/ui/live/use-fresh";
import { post } from "~/ui/post";

const VIEWING_EVERY_MS = 20_000;
const TYPING_EVERY_MS = 3_000;

type Typing = (isTyping: boolean, mode: Mode) => void;

/** Tells the others that I look at this conversation, how far I have read, and when I type. */
export function usePresenceSignals(conversationId: string, lastSeq: number, readSeq: number): Typing {
  const path = `/app/inbox/${conversationId}/presence`;
  const read = useRef(readSeq);
  const refresh = useFresh();

  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") void post(path, { viewing: true });
    };
    look();
    const timer = setInterval(look, VIEWING_EVERY_MS);
    return () => {
      clearInterval(timer);
      void post(path, { viewing: false }, { keepalive: true });
    };
  }, [path]);

  useEffect(() => {
    const mark = () => {
      if (document.visibilityState !== "visible" || read.current >= lastSeq) return;
      read.current = lastSeq;
      void post(path, { read: lastSeq }).then((result) => result.ok && refresh());
    };
    mark();
    document.addEventListener("visibilitychange", mark);
    return () => document.removeEventListener("visibilitychange", mark);
  }, [path, lastSeq, refresh]);

  const typed = useRef({ at: 0, is: false });
  return useCallback(
    (isTyping, mode) => {
      const now = Date.now();
      const isNews = isTyping ? now - typed.current.at > TYPING_EVERY_MS : typed.current.is;
      if (!isNews) return;
      typed.current = { at: isTyping ? now : 0, is: isTyping };
      void post(path, { typing: isTyping, mode });
    },
    [path],
  );
}

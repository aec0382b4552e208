import { useCallback, useLayoutEffect, useRef, useState } from "react";

import type { Message } from "~/conversations/message";

const NEAR_PX = 60;

type Stick = {
  readonly scroll: React.RefObject<HTMLDivElement>;
  readonly isAtEnd: boolean;
  readonly toEnd: () => void;
};

/**
 * Keeps the end in sight while one is there, and what one reads in its place while one is not: also when
 * earlier messages come in above. Our own words always bring the end back.
 */
export function useStick(messages: readonly Message[], sending: number): Stick {
  const scroll = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const place = useRef({ atEnd: true, first: messages[0]?.id, fromEnd: 0, sending });

  const toEnd = useCallback(() => {
    const box = scroll.current;
    box?.scrollTo({ top: box.scrollHeight });
  }, []);

  useLayoutEffect(() => {
    const box = scroll.current;
    if (!box) return;
    const note = () => {
      const fromEnd = box.scrollHeight - box.scrollTop;
      const atEnd = fromEnd - box.clientHeight < NEAR_PX;
      place.current = { ...place.current, atEnd, fromEnd };
      setAtEnd(atEnd);
    };
    const settle = () => place.current.atEnd && box.scrollTo({ top: box.scrollHeight });
    const watcher = new ResizeObserver(settle);
    watcher.observe(box);
    for (const child of box.children) watcher.observe(child);
    box.addEventListener("scroll", note, { passive: true });
    settle();
    return () => {
      watcher.disconnect();
      box.removeEventListener("scroll", note);
    };
  }, []);

  useLayoutEffect(() => {
    const box = scroll.current;
    const known = place.current;
    const first = messages[0]?.id;
    if (!box) return;
    if (known.atEnd || sending > known.sending) box.scrollTo({ top: box.scrollHeight });
    else if (first !== known.first) box.scrollTo({ top: box.scrollHeight - known.fromEnd });
    place.current = { ...known, first, sending };
  }, [messages, sending]);

  return { scroll, isAtEnd, toEnd };
}

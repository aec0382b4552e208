import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { RefObject } from "preact";
import type { Chat } from "../act/chat";
import type { State } from "../act/store";
import { troubleIn } from "../act/trouble";
import type { Answer } from "../wire";

/** What every screen gets. */
export type Shown = { chat: Chat; state: State };

/** The store's state, drawn anew at every change. */
export function useChat(chat: Chat): State {
  const [state, show] = useState(chat.desk.store.get());
  useLayoutEffect(() => {
    show(chat.desk.store.get());
    return chat.desk.store.subscribe(() => show(chat.desk.store.get()));
  }, [chat]);
  return state;
}

/** Calls, with whether one is under way and what went wrong with the last one, in words. */
export function useCall({ desk }: Chat) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  const run = async <T>(call: Promise<Answer<T>>, then: (value: T) => void) => {
    setBusy(true);
    setTrouble("");
    const answer = await call;
    setBusy(false);
    if (answer.ok) then(answer.value);
    else setTrouble(troubleIn(desk.say, answer));
  };
  return { busy, trouble, setTrouble, run };
}

/** A heading that takes the focus when its screen appears, so that a screen reader hears where it is. */
export function useArrival<Kind extends HTMLElement>(screen: string): RefObject<Kind> {
  const heading = useRef<Kind>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, [screen]);
  return heading;
}

import { createContext, useContext, useEffect, useMemo, useRef, useState } from "react";

import type { Word } from "~/kit/words";

import { connectLive, type Change, type LiveState } from "./live-connection";

type Listener = (change: Change) => void;
type Live = { readonly state: LiveState; readonly hear: (listener: Listener) => () => void };

const Changes = createContext<Live | null>(null);

/** Opens the team's stream once for everything beneath it. */
export function LiveProvider({ url = "/app/live", children }: { url?: string; children: React.ReactNode }) {
  const [state, setState] = useState<LiveState>("connecting");
  const listeners = useRef(new Set<Listener>());
  useEffect(
    () =>
      connectLive({
        url,
        onState: setState,
        onChange: (change) => listeners.current.forEach((listener) => listener(change)),
      }),
    [url],
  );
  const live = useMemo(
    () => ({
      state,
      hear(listener: Listener) {
        listeners.current.add(listener);
        return () => void listeners.current.delete(listener);
      },
    }),
    [state],
  );
  return <Changes.Provider value={live}>{children}</Changes.Provider>;
}

/** Calls the listener for each change while the component is on screen. */
export function useLive(listener: Listener): void {
  const live = useContext(Changes);
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  const hear = live?.hear;
  useEffect(() => hear?.((change) => latest.current(change)), [hear]);
}

const troubles: Partial<Record<LiveState, Word>> = { lost: "inbox.lost", crowded: "inbox.crowded" };

/** Why news may come late here; null while all is well. */
export function useTrouble(): Word | null {
  return troubles[useContext(Changes)?.state ?? "connecting"] ?? null;
}

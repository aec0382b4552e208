import type { Config } from "../loader/config";
import type { Keep } from "../loader/memory";
import type { Say } from "../pure/wording";
import type { Clock } from "../pure/days";
import { noThread, type Thread } from "../pure/thread";
import type { OrderCard, Picture, Presence, Refusal, Session } from "../wire";
import type { Link } from "./live";
import type { Portal } from "./portal";

/** Which screen of the panel is shown. */
export type View =
  | { at: "home" }
  | { at: "thread" }
  | { at: "orders"; goal: "track" | "return" }
  | { at: "return"; orderId: string };

/** A message the server has not acknowledged. `refused` will not be tried again by itself. */
export type Unsent = {
  clientId: string;
  text: string;
  attachments: string[];
  at: string;
  problem?: Refusal;
};

export type Photo = {
  key: string;
  name: string;
  preview: string;
  percent: number;
  picture?: Picture;
  /** Why it cannot go, in words. */
  problem?: string;
};

export type State = {
  open: boolean;
  phase: "starting" | "ready" | "down";
  view: View;
  session: Session | null;
  presence: Presence | null;
  link: Link;
  offline: boolean;
  /** The page is in a tab at the back. */
  away: boolean;
  thread: Thread;
  unsent: Unsent[];
  typing: string | null;
  draft: string;
  photos: Photo[];
  orders: OrderCard[] | null;
  proven: boolean;
  seen: number;
  /** Said once to a screen reader. */
  notice: string;
};

export type Store = {
  get(): State;
  set(change: Partial<State>): void;
  subscribe(listener: () => void): () => void;
};

/** What every act of the panel works with. */
export type Desk = {
  store: Store;
  portal: Portal;
  keep: Keep;
  config: Config;
  say: Say;
  clock: Clock;
  locale: string;
};

export function storeOf(keep: Keep): Store {
  const kept = keep.read();
  const listeners = new Set<() => void>();
  let state: State = {
    open: false,
    phase: "starting",
    view: { at: "home" },
    session: null,
    presence: null,
    link: "connecting",
    offline: navigator.onLine === false,
    away: document.hidden,
    thread: noThread,
    unsent: Array.isArray(kept.unsent) ? kept.unsent : [],
    typing: null,
    draft: typeof kept.draft === "string" ? kept.draft : "",
    photos: [],
    orders: null,
    proven: false,
    seen: kept.seen ?? 0,
    notice: "",
  };
  return {
    get: () => state,
    set(change) {
      state = { ...state, ...change };
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A random UUID; `crypto.randomUUID` is missing in older Safari and on plain http. */
export function newId(): string {
  return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) => {
    const random = crypto.getRandomValues(new Uint8Array(1))[0] ?? 0;
    return (Number(digit) ^ (random & (15 >> (Number(digit) / 4)))).toString(16);
  });
}

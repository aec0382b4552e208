import type { Mount } from "../bridge";
import { pause } from "../pure/backoff";
import { clockFor, knownLocale } from "../pure/days";
import type { StreamEvent } from "../pure/sse";
import { newest } from "../pure/thread";
import { sayer } from "../pure/wording";
import type { Message } from "../wire";
import { dictionary } from "../loader/config";
import { liveLine, type Line } from "./live";
import { outboxOf, type Outbox } from "./outbox";
import { portalFor } from "./portal";
import { storeOf, type Desk, type View } from "./store";
import { markSeen, syncing, unread, type Sync } from "./sync";

const TYPING_SHOWN_MS = 6_000;
const TYPING_EVERY_MS = 3_000;

/** The panel's acts, as its screens see them. */
export type Chat = {
  desk: Desk;
  outbox: Outbox;
  sync: Sync;
  /** Opens the session if it is not open; tries again by itself until it is. */
  begin(): void;
  /** Tries at once what would be tried later. */
  wake(): void;
  go(view: View): void;
  write(draft: string): void;
  seen(): void;
};

type Place = Parameters<Mount>[0];

export function chatFor({ config, words, keep, tools, onUnread }: Place): Chat {
  const language = dictionary(config.locale);
  const say = sayer(words, language);
  const clock = clockFor(knownLocale(config.locale, language), {
    today: say("today"),
    yesterday: say("yesterday"),
  });
  const portal = portalFor({ proxy: config.proxy, locale: config.locale, keep, encode: tools.encode });
  const desk: Desk = { store: storeOf(keep), portal, keep, config, say, clock, locale: language };
  const { store } = desk;

  const announce = (message: Message) => {
    const name = message.name ?? say("team");
    const text = message.text || say(message.card ? "new_messages" : "photo_sent", { name: "" });
    store.set({ notice: message.from === "system" ? text : say("says", { name, text }), typing: null });
  };
  const sync = syncing(desk, announce);
  const outbox = outboxOf(desk, {
    sent(message) {
      const { id, messages } = store.get().thread;
      if (id === null || message.visibleSeq > messages.length) void sync.run();
    },
  });
  const line = liveLine({
    portal,
    hear: hearing(desk, { sync, outbox }),
    poll: () => sync.run(true),
    wanted: () => store.get().open && !document.hidden,
    link: (link) => store.set({ link }),
  });
  store.subscribe(() => onUnread(unread(desk)));

  const start = starter(desk, { sync, outbox, line });
  const wake = () => {
    start.wake();
    line.wake();
    void outbox.flush();
  };
  followBrowser(desk, { line, wake });
  return {
    desk,
    outbox,
    sync,
    begin: start.begin,
    wake,
    go(view) {
      store.set({ view });
      if (view.at !== "home" && store.get().session) line.start();
    },
    write: writer(desk),
    seen: () => markSeen(desk),
  };
}

type Parts = { sync: Sync; outbox: Outbox; line: Line };

/** Opens the session, again and again if it must, then shows where the visitor left off. */
function starter(desk: Desk, { sync, outbox, line }: Parts): { begin(): void; wake(): void } {
  let begun = false;
  let wake: () => void = () => undefined;
  const { store, portal } = desk;

  const opened = async () => {
    for (let attempt = 1; ; attempt++) {
      const answer = await portal.session();
      if (answer.ok) return answer.value;
      store.set({ phase: "down" });
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pause(attempt + 1, Math.random()));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const run = async () => {
    const session = await opened();
    store.set({ session, presence: session.presence, phase: "ready" });
    const fine = await sync.run();
    const { thread, view, unsent } = store.get();
    const goesOn = thread.messages.length > 0 && (thread.status !== "closed" || unread(desk) > 0);
    if (view.at === "home" && (goesOn || unsent.length > 0)) store.set({ view: { at: "thread" } });
    if (!fine || thread.id !== null || store.get().view.at !== "home") line.start();
    void outbox.flush();
  };
  return {
    begin() {
      if (!begun) void run();
      begun = true;
    },
    wake: () => wake(),
  };
}

/** What to do about each thing the server tells. */
function hearing(desk: Desk, { sync, outbox }: Omit<Parts, "line">): (event: StreamEvent) => void {
  const { store } = desk;
  let hush: ReturnType<typeof setTimeout> | undefined;
  const refresh = () => {
    void sync.all();
    if (store.get().orders) void sync.orders();
  };
  const told: Record<string, (data: Record<string, unknown>) => void> = {
    hello() {
      void sync.run();
      void outbox.flush();
      if (store.get().orders) void sync.orders();
    },
    resync: refresh,
    orders: refresh,
    message({ visibleSeq }) {
      const { thread } = store.get();
      const last = Math.max(thread.lastVisible, Number(visibleSeq) || 0);
      if (last > thread.lastVisible) store.set({ thread: { ...thread, lastVisible: last } });
      if (last > newest(thread.messages)) void sync.run();
    },
    typing({ who, typing }) {
      clearTimeout(hush);
      store.set({ typing: typing === true ? String(who || desk.say("team")) : null });
      hush = setTimeout(() => store.set({ typing: null }), TYPING_SHOWN_MS);
    },
    seen({ visibleSeq }) {
      const { thread } = store.get();
      store.set({ thread: { ...thread, teamSeen: Math.max(thread.teamSeen, Number(visibleSeq) || 0) } });
    },
    presence({ open, line }) {
      store.set({ presence: { open: open === true, line: String(line ?? "") } });
    },
    status: () => void sync.run(),
  };
  return ({ event, data }) => {
    const act = Object.prototype.hasOwnProperty.call(told, event) ? told[event] : undefined;
    act?.(typeof data === "object" && data !== null ? (data as Record<string, unknown>) : {});
  };
}

/** Keeps the draft with every letter, and lets the team see that somebody is typing. */
function writer(desk: Desk): (draft: string) => void {
  let told = 0;
  let stop: ReturnType<typeof setTimeout> | undefined;
  const tell = (typing: boolean) => void desk.portal.call("typing", { typing });
  return (draft) => {
    desk.store.set({ draft });
    desk.keep.write({ draft });
    if (desk.store.get().thread.id === null) return;
    clearTimeout(stop);
    const now = Date.now();
    if (draft === "") {
      if (told > 0) tell(false);
      told = 0;
      return;
    }
    if (now - told >= TYPING_EVERY_MS) {
      told = now;
      tell(true);
    }
    stop = setTimeout(() => {
      told = 0;
      tell(false);
    }, TYPING_EVERY_MS + 1000);
  };
}

/** The browser's own news: on and off the network, away from the page and back to it. */
function followBrowser(desk: Desk, { line, wake }: { line: Line; wake(): void }): void {
  addEventListener("offline", () => desk.store.set({ offline: true }));
  addEventListener("online", () => {
    desk.store.set({ offline: false });
    wake();
  });
  // An open stream keeps a page out of the back/forward cache, so it is closed when the page goes.
  addEventListener("pagehide", () => line.stop());
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted && desk.store.get().session) line.start();
  });
  document.addEventListener("visibilitychange", () => {
    desk.store.set({ away: document.hidden });
    if (!document.hidden) wake();
  });
}

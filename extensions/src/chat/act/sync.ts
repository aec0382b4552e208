import { lastSeq, merged, missingAfter, newest, under, unreadIn, type Thread } from "../pure/thread";
import type { Calls, Message } from "../wire";
import type { Desk } from "./store";

/** Pages of 100: more than any conversation has. */
const MOST_PAGES = 50;

export type Sync = {
  /** Fetches what is missing, holes included. Calls while one is under way make it look once more. */
  run(proxy?: boolean): Promise<boolean>;
  /** Fetches everything again, since what is held may have changed (a return's card, for one). */
  all(): Promise<boolean>;
  /** The cards of the orders this visitor has proven. */
  orders(): Promise<boolean>;
};

export function syncing(desk: Desk, announce: (message: Message) => void): Sync {
  let busy: Promise<boolean> | null = null;
  let again = false;
  let fromStart = false;

  const once = async (proxy: boolean): Promise<boolean> => {
    let asked = -1;
    let after = fromStart ? 0 : next(desk.store.get().thread);
    const whole = fromStart;
    fromStart = false;
    for (let page = 0; page < MOST_PAGES && after !== asked; page++) {
      asked = after;
      const answer = await desk.portal.call("conversation", after > 0 ? { after } : {}, { proxy });
      if (!answer.ok) return false;
      const thread = absorbed(desk.store.get().thread, answer.value);
      take(desk, thread, announce);
      desk.store.set({ presence: answer.value.presence });
      if (!whole && missingAfter(thread) === null) return true;
      after = whole ? endOf(answer.value.messages, asked) : next(thread);
    }
    return true;
  };

  const run = async (proxy: boolean): Promise<boolean> => {
    let fine = true;
    do {
      again = false;
      fine = await once(proxy);
    } while (again && fine);
    return fine;
  };

  const start = (proxy = false): Promise<boolean> => {
    if (busy) again = true;
    busy ??= run(proxy).finally(() => (busy = null));
    return busy;
  };

  return {
    run: start,
    all() {
      fromStart = true;
      return start();
    },
    async orders() {
      const answer = await desk.portal.call("orders", {});
      if (answer.ok) desk.store.set(answer.value);
      return answer.ok;
    },
  };
}

/** Shows a newer thread: strikes off what is no longer unsent, and announces what the others wrote. */
export function take(desk: Desk, next: Thread, announce: (message: Message) => void): void {
  const { thread, unsent } = desk.store.get();
  const before = thread.messages.length === 0 && thread.id === null ? Infinity : newest(thread.messages);
  const arrived = new Set<string>();
  for (const { clientId } of next.messages) if (clientId) arrived.add(clientId);
  const left = unsent.filter(({ clientId }) => !arrived.has(clientId));
  desk.store.set({ thread: next, unsent: left });
  if (left.length !== unsent.length) desk.keep.write({ unsent: left });
  for (const message of next.messages) {
    if (message.visibleSeq > before && message.from !== "shopper") announce(message);
  }
}

/** Notes that the visitor has everything before their eyes, and tells the team. */
export function markSeen(desk: Desk): void {
  const { thread, seen } = desk.store.get();
  const last = newest(thread.messages);
  if (last <= seen) return;
  desk.store.set({ seen: last });
  desk.keep.write({ seen: last, seenSeq: lastSeq(thread), unread: 0, checked: Date.now() });
  void desk.portal.call("seen", { visibleSeq: last });
}

export function unread(desk: Desk): number {
  const { thread, seen } = desk.store.get();
  return unreadIn(thread, seen);
}

type Page = Calls["conversation"]["answer"];

function absorbed(thread: Thread, { conversation, messages }: Page): Thread {
  return under(merged(under(thread, conversation), messages), conversation);
}

function endOf(messages: readonly Message[], otherwise: number): number {
  return messages[messages.length - 1]?.seq ?? otherwise;
}

function next(thread: Thread): number {
  return missingAfter(thread) ?? lastSeq(thread);
}

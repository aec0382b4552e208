import type { Conversation, Message } from "../wire";

/** What the visitor sees of the conversation, oldest first, without a message twice. */
export type Thread = {
  readonly id: string | null;
  readonly status: Conversation["status"] | null;
  readonly messages: readonly Message[];
  /** The newest visibleSeq the server has told of, whether or not we hold it. */
  readonly lastVisible: number;
  /** The newest visibleSeq somebody of the team has seen. */
  readonly teamSeen: number;
  /** Whether the team knows where to mail an answer. */
  readonly reachable: boolean;
};

export const noThread: Thread = {
  id: null,
  status: null,
  messages: [],
  lastVisible: 0,
  teamSeen: 0,
  reachable: false,
};

/** Adds what arrived, in any order and any number of times; the newer wording of a message wins. */
export function merged(thread: Thread, arrived: readonly Message[]): Thread {
  if (arrived.length === 0) return thread;
  const known = new Map<number, Message>();
  for (const message of thread.messages) known.set(message.visibleSeq, message);
  for (const message of arrived) known.set(message.visibleSeq, message);
  const messages = [...known.values()].sort((a, b) => a.visibleSeq - b.visibleSeq);
  return { ...thread, messages, lastVisible: Math.max(thread.lastVisible, newest(messages)) };
}

/** Takes over what the server says of the conversation; another conversation starts an empty thread. */
export function under(thread: Thread, conversation: Conversation | null): Thread {
  if (!conversation) return thread.id === null ? thread : noThread;
  const same = thread.id === null || thread.id === conversation.id ? thread : noThread;
  return {
    ...same,
    id: conversation.id,
    status: conversation.status,
    reachable: conversation.reachable,
    lastVisible: Math.max(same.lastVisible, conversation.lastVisible),
    teamSeen: Math.max(same.teamSeen, seenBy(same.messages, conversation.teamSeenSeq)),
  };
}

/** What to ask for next: the `seq` after which something is missing, or null when nothing is. */
export function missingAfter(thread: Thread): number | null {
  let before = 0;
  let expected = 1;
  for (const message of thread.messages) {
    if (message.visibleSeq !== expected) return before;
    before = message.seq;
    expected++;
  }
  return expected <= thread.lastVisible ? before : null;
}

/** The `seq` of the newest message held, 0 when there is none. */
export function lastSeq(thread: Thread): number {
  return thread.messages[thread.messages.length - 1]?.seq ?? 0;
}

/** How many messages of the others the visitor has not seen. */
export function unreadIn(thread: Thread, seen: number): number {
  return thread.messages.filter(({ from, visibleSeq }) => from !== "shopper" && visibleSeq > seen).length;
}

/** The newest visibleSeq among messages up to this `seq`. */
function seenBy(messages: readonly Message[], seq: number): number {
  let seen = 0;
  for (const message of messages) if (message.seq <= seq) seen = message.visibleSeq;
  return seen;
}

/** The newest visibleSeq held, 0 when there is none. */
export function newest(messages: readonly Message[]): number {
  return messages[messages.length - 1]?.visibleSeq ?? 0;
}

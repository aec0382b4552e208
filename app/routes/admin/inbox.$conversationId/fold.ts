import type { Message } from "~/conversations/message";
import type { Pending } from "~/routes/admin/inbox/outbox";

export type Item =
  | { readonly type: "day"; readonly key: string; readonly at: Date }
  | { readonly type: "events"; readonly key: string; readonly events: readonly Message[] }
  | { readonly type: "message"; readonly key: string; readonly message: Message; readonly isFirst: boolean }
  | { readonly type: "pending"; readonly key: string; readonly pending: Pending };

const RUN_MS = 5 * 60_000;

/** The thread as it is drawn: days apart, events side by side in one line, runs of one person joined. */
export function fold(messages: readonly Message[], pending: readonly Pending[], timezone: string): Item[] {
  const dayOf = new Intl.DateTimeFormat("en-CA", { timeZone: timezone });
  const items: Item[] = [];
  let day = "";
  let last: Message | null = null;
  for (const message of messages) {
    const today = dayOf.format(message.at);
    if (today !== day) items.push({ type: "day", key: today, at: message.at });
    const open = items.at(-1);
    if (message.kind === "event") {
      if (open?.type === "events") items[items.length - 1] = { ...open, events: [...open.events, message] };
      else items.push({ type: "events", key: keyOf(message), events: [message] });
    } else {
      const isFirst = today !== day || !goesOn(last, message);
      items.push({ type: "message", key: keyOf(message), message, isFirst });
    }
    day = today;
    last = message;
  }
  const arrived = new Set(messages.map(({ clientId }) => clientId));
  const under = pending.filter(({ clientId }) => !arrived.has(clientId));
  return [
    ...items,
    ...under.map((words) => ({ type: "pending" as const, key: words.clientId, pending: words })),
  ];
}

/** A message sent from here keeps its key when the server's copy takes its place: nothing jumps. */
function keyOf(message: Message): string {
  return message.clientId ?? message.id;
}

function goesOn(last: Message | null, message: Message): boolean {
  if (!last || last.kind !== message.kind) return false;
  if (last.author !== message.author || last.name !== message.name) return false;
  return message.at.getTime() - last.at.getTime() < RUN_MS;
}

/** The newest of our messages that the shopper has seen, and the newest at all: only these say so. */
export function marked(
  messages: readonly Message[],
  shopperSeen: number,
): { seen: string | null; newest: string | null } {
  const ours = messages.filter(
    ({ kind, author }) => kind === "message" && author !== "shopper" && author !== "system",
  );
  const seen = ours.findLast(({ visibleSeq }) => visibleSeq !== null && visibleSeq <= shopperSeen);
  return { seen: seen?.id ?? null, newest: ours.at(-1)?.id ?? null };
}

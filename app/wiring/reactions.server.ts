import type { ConversationEvent } from "~/conversations/events";
import type { OrderEvent } from "~/orders/events";
import type { Desk } from "~/platform/desk.server";
import type { Post } from "~/platform/work.server";
import type { ShopEvent } from "~/shops/events";

type DomainEvent = ConversationEvent | OrderEvent | ShopEvent;
type Reaction<Event> = (desk: Desk, event: Event) => Promise<void>;
type Reactions = {
  [Type in DomainEvent["type"]]: Readonly<Record<string, Reaction<Extract<DomainEvent, { type: Type }>>>>;
};

/** What happens when… The only place where one room learns about another. */
const reactions: Reactions = {
  "conversation.assigned": {},
  "conversation.closed": {},
  "conversation.reopened": {},
  "message.received": {},
  "message.written": {},
  "order.changed": {},
  "shop.welcomed": {},
};

/** The names of the jobs that an event starts: "message.received.startClock". */
export function reactionsTo(event: string): readonly string[] {
  return Object.keys(reactions[event as DomainEvent["type"]] ?? {}).map((name) => `${event}.${name}`);
}

/** Each reaction as work of its own. */
export const reactionPosts: Record<string, Post> = Object.fromEntries(
  Object.entries(reactions).flatMap(([event, wired]: [string, Readonly<Record<string, Post["run"]>>]) =>
    Object.entries(wired).map(([name, run]): [string, Post] => [`${event}.${name}`, { run }]),
  ),
);

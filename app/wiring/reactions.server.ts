import type { Desk } from "~/platform/desk.server";
import type { Post } from "~/platform/work.server";

type DomainEvent = { type: string };
type Reaction = (desk: Desk, event: never) => Promise<void>;

/** What happens when… The only place where one room learns about another. */
const reactions: Record<DomainEvent["type"], Record<string, Reaction>> = {};

/** The names of the jobs that an event starts: "message.received>startClock". */
export function reactionsTo(event: string): readonly string[] {
  return Object.keys(reactions[event] ?? {}).map((name) => `${event}.${name}`);
}

/** Each reaction as work of its own. */
export const reactionPosts: Record<string, Post> = Object.fromEntries(
  Object.entries(reactions).flatMap(([event, wired]) =>
    Object.entries(wired).map(([name, run]) => [`${event}.${name}`, { run }]),
  ),
);

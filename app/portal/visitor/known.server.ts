import type { Desk } from "~/platform/desk.server";

/** Whether there is still such a visitor: a token outlives an erasure by minutes. */
export async function isVisitor(desk: Desk, visitorId: string): Promise<boolean> {
  const found = await desk.db.visitor.findFirst({ where: { id: visitorId }, select: { id: true } });
  return found !== null;
}

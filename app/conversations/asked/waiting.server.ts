import type { Desk } from "~/platform/desk.server";

export type Waiting = {
  readonly id: string;
  readonly who: string | null;
  readonly preview: string;
  readonly since: Date;
};

/** The open conversations whose shoppers have waited longest. */
export async function waitingLongest(desk: Desk, limit: number): Promise<Waiting[]> {
  const rows = await desk.db.conversation.findMany({
    where: { status: "open", waitingSince: { not: null } },
    orderBy: [{ waitingSince: "asc" }, { id: "asc" }],
    take: limit,
    select: { id: true, shopperName: true, shopperEmail: true, preview: true, waitingSince: true },
  });
  return rows.flatMap(({ id, shopperName, shopperEmail, preview, waitingSince }) =>
    waitingSince ? [{ id, who: shopperName ?? shopperEmail, preview, since: waitingSince }] : [],
  );
}

/** Whether the team has ever answered anybody. */
export async function hasAnswered(desk: Desk): Promise<boolean> {
  return (
    (await desk.db.message.findFirst({
      where: { author: "agent", kind: "message" },
      select: { id: true },
    })) !== null
  );
}

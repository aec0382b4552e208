import { after } from "~/kit/days";
import type { Desk } from "~/platform/desk.server";

/** An open screen gives a sign of life at least this often. */
const SIGN_EVERY_MS = 60_000;
const GONE_AFTER_MS = 3 * SIGN_EVERY_MS;

/** Whether anybody of the team is at work: available, and their screen gave a sign of life lately. */
export async function isSomeoneHere(desk: Desk): Promise<boolean> {
  const here = await desk.db.agent.findFirst({
    where: { availability: "here", lastSeenAt: { gt: after(desk.now, -GONE_AFTER_MS) } },
    select: { id: true },
  });
  return here !== null;
}

/** Notes that an agent's screen is open. */
export async function agentIsHere(desk: Desk, agentId: string): Promise<void> {
  await desk.db.agent.updateMany({ where: { id: agentId }, data: { lastSeenAt: desk.now } });
}

import { startOfWork } from "~/platform/clock.server";
import { database } from "~/platform/db.server";

import { noteAct, type Operator } from "./acts.server";

/** Stops one kind of work for all shops: what runs is finished, what is asked for waits. Twice is once. */
export async function pauseWork(operator: Operator, name: string): Promise<void> {
  await noteAct(operator, "pause", name);
  const row = { name, pausedAt: startOfWork(), pausedBy: operator.name };
  await database().pausedWork.createMany({ data: [row], skipDuplicates: true });
}

/** Lets it go on, within a second or two. False when it was not paused. */
export async function resumeWork(operator: Operator, name: string): Promise<boolean> {
  await noteAct(operator, "resume", name);
  const { count } = await database().pausedWork.deleteMany({ where: { name } });
  return count > 0;
}

/** What is paused, since when and by whom. */
export async function listPaused(): Promise<{ name: string; pausedAt: Date; pausedBy: string }[]> {
  return database().pausedWork.findMany({ orderBy: { name: "asc" } });
}

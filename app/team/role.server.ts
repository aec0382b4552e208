import { NotFound } from "~/kit/failures";
import { isUuid } from "~/kit/id";
import { accessChanged } from "~/platform/live.server";
import { transaction, type Desk } from "~/platform/desk.server";

import { mayDo, roleRefusal, type Role, type RoleRefusal } from "./permission";

export type RoleChanged =
  | { readonly changed: true; readonly before: string; readonly name: string }
  | { readonly changed: false; readonly because: RoleRefusal };

/**
 * Gives somebody on the team another role; what they may no longer see, they stop seeing at once.
 * @throws NotFound for nobody of this shop's team
 */
export async function changeRole(desk: Desk, agentId: string, to: Role): Promise<RoleChanged> {
  return transaction(desk, async (inside) => {
    // One change at a time: two owners who step down together would leave none.
    await inside.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${desk.shopId} roles`}, 0))`;
    const [of, by] = [await onTeam(inside, agentId), await onTeam(inside, meAt(desk))];
    const owners = await inside.db.agent.count({ where: { role: "owner" } });
    const because = mayDo(by.role, "team:change") ? roleRefusal({ by, of, to, owners }) : "only-owners";
    if (because) return { changed: false, because };
    await inside.db.agent.updateMany({ where: { id: agentId }, data: { role: to } });
    await accessChanged(inside, "team");
    return { changed: true, before: of.role, name: of.name };
  });
}

/** The person as they stand now: whoever asks may have lost their own role meanwhile. */
async function onTeam(desk: Desk, id: string) {
  const found = isUuid(id) ? await desk.db.agent.findFirst({ where: { id } }) : null;
  if (!found) throw new NotFound("No such person");
  return found;
}

function meAt({ actor }: Desk): string {
  return actor.kind === "agent" ? actor.id : "";
}

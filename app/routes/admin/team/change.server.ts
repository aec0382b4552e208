import { z } from "zod";

import { writeAudit } from "~/ledger/audit.server";
import { transaction, type Desk } from "~/platform/desk.server";
import { roles } from "~/team/permission";
import { changeRole, type RoleChanged } from "~/team/role.server";

export const RoleAsk = z.strictObject({ agentId: z.uuid(), role: z.enum(roles) });

/** Changes a role and writes down who did it. @throws NotFound */
export async function changeRoleOf(desk: Desk, ask: z.infer<typeof RoleAsk>): Promise<RoleChanged> {
  return transaction(desk, async (inside) => {
    const done = await changeRole(inside, ask.agentId, ask.role);
    if (done.changed) {
      const change = { before: { role: done.before }, after: { role: ask.role } };
      await writeAudit(inside, { action: "team.role-changed", subject: ask.agentId, ...change });
    }
    return done;
  });
}

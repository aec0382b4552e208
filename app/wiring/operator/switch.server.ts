import { askWaitingMail } from "~/channels/mails.server";
import { writeAudit } from "~/ledger/audit.server";
import { transaction, type Desk } from "~/platform/desk.server";
import { accessChanged } from "~/platform/live.server";
import { switches, type Switch } from "~/shops/switches";

import { noteAct, type Operator } from "./acts.server";

export type Throw = { readonly what: Switch; readonly on: boolean };

/**
 * Stops something at one shop, or lets it go on; work that begins from now on obeys. What waited meanwhile is done
 * when it goes on. It stands in the shop's own history and in the operators'.
 */
export async function throwSwitch(desk: Desk, operator: Operator, { what, on }: Throw): Promise<void> {
  await noteAct(operator, on ? "switch on" : "switch off", `${desk.shop.domain} ${what}`);
  await transaction(desk, async (inside) => {
    const { off } = await inside.db.shop.findFirstOrThrow({ select: { off: true } });
    const now = switches.filter((known) => (known === what ? !on : off.includes(known)));
    await inside.db.shop.updateMany({ data: { off: [...now] } });
    await writeAudit(inside, {
      action: on ? "switch.on" : "switch.off",
      subject: what,
      before: { off },
      after: { off: now },
      cause: `operator:${operator.name}`,
    });
    if (what === "mail" && on) await askWaitingMail(inside);
    // Streams of shoppers end at once when their doors are shut.
    if (what === "portal") await accessChanged(inside, "shop");
  });
}

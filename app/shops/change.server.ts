import type { Prisma } from "@prisma/client";

import { publish } from "~/platform/live.server";
import { transaction, type Desk } from "~/platform/desk.server";

import { SettingsChange, settingsFrom, type Settings } from "./settings";

/**
 * Changes some settings and leaves the others. Two people who change different settings at once both win.
 * @throws ZodError for a value that no setting may have.
 */
export async function changeSettings(desk: Desk, change: SettingsChange): Promise<Settings> {
  const checked = SettingsChange.parse(change);
  return transaction(desk, async (inside) => {
    const patch = JSON.stringify(checked);
    const [row] = await inside.db.$queryRaw<{ settings: Prisma.JsonValue }[]>`
      UPDATE "shops" SET "settings" = "settings" || ${patch}::jsonb WHERE "id" = ${desk.shopId}::uuid RETURNING "settings"`;
    await publish(inside, "team", { type: "settings" });
    return settingsFrom(row?.settings);
  });
}

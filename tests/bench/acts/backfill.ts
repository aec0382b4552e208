// Takes one bulk file in, as the worker's job does; tells how long it took and the most memory the process held.
import { takeFile } from "~/orders/backfill/take-file.server";
import { closeDatabase } from "~/platform/db.server";
import { openDesk } from "~/platform/desk.server";
import { newId } from "~/platform/id.server";

import { whenAsked } from "./tell.ts";

export type Ask = { readonly domain: string; readonly url: string; readonly orders: number };
export type Told = { readonly seconds: number; readonly peakMegabytes: number };

whenAsked(async ({ domain, url, orders: total }: Ask): Promise<Told> => {
  const desk = await openDesk({ domain }, { kind: "system" });
  const at = { status: "running", startedAt: desk.now, updatedAt: desk.now };
  const { id } = await desk.db.backfill.create({
    data: { shopId: desk.shopId, id: newId(), kind: "orders", total, ...at },
  });
  const since = performance.now();
  for (let took = "part"; took === "part";) {
    const row = await desk.db.backfill.findFirstOrThrow({ where: { id } });
    took = await takeFile(desk, { ...row, total }, url);
    if (took === "not-ours") throw new Error("Somebody else took the file");
  }
  const seconds = (performance.now() - since) / 1_000;
  const found = await desk.db.order.count();
  if (found !== total) throw new Error(`${total} orders were in the file, ${found} are there`);
  await closeDatabase();
  return { seconds, peakMegabytes: process.resourceUsage().maxRSS / 1_024 };
});

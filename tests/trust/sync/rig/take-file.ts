// Takes a bulk file in, in a process of its own, and says how much memory that took.
import { takeFile } from "~/orders/backfill/take-file.server";
import { closeDatabase } from "~/platform/db.server";
import { openDesk } from "~/platform/desk.server";

const { SHOP = "", ROW = "", TOTAL = "0", FILE_URL = "" } = process.env;

const desk = await openDesk({ domain: SHOP }, { kind: "system" });
let took = "part";
while (took === "part") {
  const row = await desk.db.backfill.findFirstOrThrow({ where: { id: ROW } });
  took = await takeFile(desk, { ...row, total: Number(TOTAL) }, FILE_URL);
}
console.log(JSON.stringify({ took, peakMb: Math.round(process.resourceUsage().maxRSS / 1_024) }));
await closeDatabase();

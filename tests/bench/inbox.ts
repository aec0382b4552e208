import type { Ask, Told } from "./acts/inbox.ts";
import { atMost, atMostOfFloor, lineOf, quantile, type Line } from "./figures.ts";
import { EACH, fill } from "./inbox/fill.ts";
import { environmentFor, type Rig } from "./rig.ts";

/** The inbox of a shop with a tenth of all conversations: the server's own time, beside the same SQL by hand. */
export async function inbox(rig: Rig): Promise<Line[]> {
  const database = await rig.database();
  await fill(rig, database);
  const { conversations, asks } = rig.scale.inbox;
  const ask: Ask = { rounds: rig.scale.rounds, asks };
  const { took, reading } = await rig.act<Told>("inbox", await environmentFor(rig, database), ask);
  const part = `inbox of ${(conversations / 10).toLocaleString("en")} (${((conversations * EACH) / 10).toLocaleString("en")} messages)`;
  const lines = took.flatMap(({ what, ours, bare }) =>
    ([0.5, 0.99] as const).map((share) => {
      const of = (rounds: number[][]) => rounds.map((round) => quantile(round, share));
      const aim = aimOf(what, share);
      return lineOf(part, {
        what: `${what}, p${share * 100}`,
        unit: "ms",
        reached: of(ours),
        ...(bare ? { floor: of(bare) } : {}),
        ...(aim ? { aim } : {}),
      });
    }),
  );
  const { statements, through, byOffset } = reading;
  if (through.length + byOffset.length > 0)
    console.log([...through, ...byOffset].map((text) => `\n    ${text}`).join(""));
  const none = (what: string, found: string[]) =>
    lineOf(part, {
      what: `${what}, of ${statements} statements`,
      unit: "",
      reached: [found.length],
      aim: atMost(0, ""),
    });
  return [...lines, none("large tables read through", through), none("pages by OFFSET", byOffset)];
}

function aimOf(what: string, share: number) {
  if (what.startsWith("search")) return share === 0.99 ? atMost(150, "ms") : null;
  if (what.startsWith("page")) return share === 0.99 ? atMost(50, "ms") : null;
  return share === 0.5 ? atMostOfFloor(2) : null;
}

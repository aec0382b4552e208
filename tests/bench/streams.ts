import { randomUUID } from "node:crypto";

import type { Store } from "../dev-store/store.ts";
import type { Ask } from "./acts/visitors.ts";
import { openEar, openEars, type Ear } from "./ears.ts";
import { freePort } from "../tools/ports.ts";
import { atMost, lineOf, quantile, type Line } from "./figures.ts";
import type { Process, Rig } from "./rig.ts";
import { bearing, openShops, type Trade } from "./shops.ts";
import { inspectable, kilobytesOf } from "./weigh.ts";

/** Streams that are open before the others come, so that what every process needs once is not counted as theirs. */
const FIRST = 20;

type Way = "to agent" | "to shopper" | "bare";
type Crowd = {
  readonly took: Record<Way, number[][]>;
  readonly kilobytes: number;
  readonly bareKilobytes: number;
};

/** A message to the other side's screen while many streams are open: heard on the stream, fetched, there. */
export async function streams(rig: Rig): Promise<Line[]> {
  const lines: Line[] = [];
  for (const open of rig.scale.streams) lines.push(...linesOf(open, await crowd(rig, open)));
  return lines;
}

function linesOf(open: number, { took, kilobytes, bareKilobytes }: Crowd): Line[] {
  const line = (one: Parameters<typeof lineOf>[1]) =>
    lineOf(`${open.toLocaleString("en")} open streams`, one);
  const ways = ["to agent", "to shopper"] as const;
  const figures = ways.flatMap((way) =>
    ([0.5, 0.99] as const).map((share) => {
      const of = (rounds: number[][]) => rounds.map((round) => quantile(round, share));
      const aim = share === 0.99 && open <= 500 ? { aim: atMost(150, "ms") } : {};
      return line({
        what: `message ${way}, p${share * 100}`,
        unit: "ms",
        reached: of(took[way]),
        floor: of(took.bare),
        ...aim,
      });
    }),
  );
  const memory = {
    what: "memory each",
    unit: "KB",
    reached: [kilobytes],
    floor: [bareKilobytes],
    aim: atMost(40, "KB"),
  };
  return [...figures, line(memory)];
}

async function crowd(rig: Rig, open: number): Promise<Crowd> {
  const ports = { ours: await freePort(), bare: await freePort() };
  const trade = await openShops(rig, { count: 1, orders: 10, own: inspectable(ports.ours) });
  const bare = await rig.floor("stream-server", { ...trade.env, ...inspectable(ports.bare) });
  const [shop] = trade.shops;
  if (!shop) throw new Error("No shop was opened");
  // One of the streams is the agent's.
  const ask: Ask = { domain: shop.domain, count: open - 1 };
  const tokens = await rig.act<string[]>("visitors", trade.env, ask);
  const agent = await openEar(`${trade.web.url}/app/live`, bearing(await trade.token(shop)));
  const shoppers = await grown({ server: trade.web, port: ports.ours }, tokens, (token) =>
    openEar(`${trade.web.url}/portal/live`, bearing(token)),
  );
  const topics = tokens.map((_, at) => String(at));
  const bareEars = await grown({ server: bare, port: ports.bare }, topics, (topic) =>
    openEar(`${bare.url}/live?topic=${topic}`),
  );
  const known = new Set<string>();
  const took: Crowd["took"] = { "to agent": [], "to shopper": [], bare: [] };
  // The first round warms up both sides.
  for (let round = 0; round <= rig.scale.rounds; round += 1) {
    const taken = { "to agent": [] as number[], "to shopper": [] as number[], bare: [] as number[] };
    for (let turn = 0; turn < rig.scale.messages; turn += 1) {
      const at = (round * rig.scale.messages + turn) % tokens.length;
      const [token, ear, bareEar] = [tokens[at], shoppers.ears[at], bareEars.ears[at]];
      if (!token || !ear || !bareEar) throw new Error("There is no such shopper");
      const talk = { trade, shop, token, known };
      const { id, ms } = await toAgent(talk, agent);
      taken["to agent"].push(ms);
      taken["to shopper"].push(await toShopper(talk, { id, ear }));
      taken.bare.push(await passedOn(bare, bareEar, String(at)));
    }
    if (round > 0) for (const way of Object.keys(took) as Way[]) took[way].push(taken[way]);
  }
  for (const ear of [agent, ...shoppers.ears, ...bareEars.ears]) ear.close();
  await trade.web.stop();
  return { took, kilobytes: shoppers.kilobytes, bareKilobytes: bareEars.kilobytes };
}

type Scales = { readonly server: Process; readonly port: number };

/** Opens them all, and weighs what each costs its server. */
async function grown<Seat>(
  { server, port }: Scales,
  seats: readonly Seat[],
  open: (seat: Seat) => Promise<Ear>,
) {
  const first = await openEars(seats.slice(0, FIRST), open);
  const before = await kilobytesOf(server, port);
  const more = await openEars(seats.slice(FIRST), open);
  const after = await kilobytesOf(server, port);
  return { ears: [...first, ...more], kilobytes: (after - before) / more.length };
}

/** A shopper's talk with the shop; `known` are the conversations that the agent has heard of. */
type Talk = {
  readonly trade: Trade;
  readonly shop: Store;
  readonly token: string;
  readonly known: Set<string>;
};

/** A shopper begins to write; done when the agent's open page has the words. */
async function toAgent({ trade, shop, token, known }: Talk, agent: Ear): Promise<{ id: string; ms: number }> {
  const text = `Where is my parcel? ${randomUUID()}`;
  const headers = bearing(await trade.token(shop));
  const since = performance.now();
  let id = "";
  // Others' conversations go on meanwhile: somebody who was seen, somebody who left.
  const heard = agent.heard(({ event, data }) => {
    const isNew = event === "conversation" && !known.has(String(data["id"]));
    if (isNew) known.add((id = String(data["id"])));
    return isNew;
  });
  const sent = posted(`${trade.web.url}/portal/send`, { token, clientId: randomUUID(), text });
  await heard;
  const page = await (await fetch(`${trade.web.url}/app/inbox/${id}.data`, { headers })).text();
  if (!page.includes(text)) throw new Error("The agent's page does not show what was written");
  const ms = performance.now() - since;
  await sent;
  return { id, ms };
}

/** The agent answers; done when the shopper's open chat has the words. */
async function toShopper(
  { trade, shop, token }: Talk,
  { id, ear }: { id: string; ear: Ear },
): Promise<number> {
  const text = `It comes tomorrow. ${randomUUID()}`;
  const headers = bearing(await trade.token(shop));
  const since = performance.now();
  const heard = ear.heard(({ event }) => event === "message");
  const words = { mode: "reply", clientId: randomUUID(), text };
  const sent = posted(`${trade.web.url}/app/inbox/${id}/send`, words, headers);
  await heard;
  const chat = await posted(`${trade.web.url}/portal/conversation`, { token, after: 0 });
  if (!chat.includes(text)) throw new Error("The shopper's chat does not show what was answered");
  const ms = performance.now() - since;
  await sent;
  return ms;
}

async function passedOn(bare: Process, ear: Ear, topic: string): Promise<number> {
  const since = performance.now();
  const heard = ear.heard(() => true);
  const sent = fetch(`${bare.url}/say?topic=${topic}`, { method: "POST", body: "Where is my parcel?" });
  await heard;
  const ms = performance.now() - since;
  await (await sent).text();
  return ms;
}

async function posted(url: string, body: unknown, headers: Record<string, string> = {}): Promise<string> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${text.slice(0, 200)}`);
  return text;
}

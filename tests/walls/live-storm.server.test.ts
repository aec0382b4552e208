import net from "node:net";

import { afterAll, beforeAll, expect, test } from "vitest";

import { reply } from "~/conversations/reply.server";
import { publishAll, type Change } from "~/platform/live.server";
import { readChat } from "~/portal/chat.server";

import { until } from "../support/running.ts";
import { tokenOf } from "../support/storefront.ts";
import { draft, say } from "../support/talk.ts";
import { figure } from "../trust/figure.ts";
import { cutConnections } from "../trust/owner.ts";
import { hire, tokenFor } from "./support/people.ts";
import { openStreams, type Streams } from "./support/streams.ts";

const LONG = process.env["TRUST_LONG"] !== undefined;

let streams: Streams;
beforeAll(async () => void (streams = await openStreams()));
afterAll(() => streams.close());

test("LV-1 LV-9: cut anywhere, with the database's own line cut too, a reader misses nothing and repeats nothing", async () => {
  const cuts = LONG ? 1_000 : 25;
  const noor = await streams.a.asShopper();
  const { conversationId } = await say(noor, "Hello");
  const screen: string[] = ["Hello"];
  let last = 1;
  const fetchNew = async () => {
    const { messages } = await readChat(noor, last);
    for (const { text, visibleSeq } of messages) {
      if (visibleSeq <= last) continue;
      screen.push(text);
      last = visibleSeq;
    }
  };
  const said = ["Hello"];
  const slowest: number[] = [];
  for (let cut = 0; cut < cuts; cut += 1) {
    const ear = await streams.hear("/portal/live", await tokenOf(noor));
    await ear.until("hello");
    await fetchNew();
    const words = `Answer ${cut}`;
    const began = performance.now();
    // Sometimes before the cut, sometimes while nobody listens, sometimes while the database's line is away.
    if (cut % 3 === 0) await reply(streams.owner, conversationId, draft(words));
    if (cut % 5 === 0) await cutConnections("LISTEN live");
    if (cut % 3 === 1) ear.close();
    if (cut % 3 !== 0) await reply(streams.owner, conversationId, draft(words));
    said.push(words);
    const heardOf = () => ear.heard.some(({ event }) => event === "message" || event === "resync");
    if (cut % 3 !== 1) await until(() => Promise.resolve(heardOf()));
    slowest.push(performance.now() - began);
    ear.close();
  }
  await fetchNew();
  expect(screen).toEqual(said);
  figure("LV-1", { reached: `0 lost and 0 repeated in ${cuts} cuts`, asked: "0 in 1,000 cuts" });
  figure("LV-9", {
    reached: `back after ${(Math.max(...slowest) / 1_000).toFixed(1)} s, 0 lost`,
    asked: "5 s, 0 lost",
  });
}, 900_000);

test("LV-7: readers that never read are let go, and slow down nobody", async () => {
  const [perRole, idle, rounds] = LONG ? [10, 2_000, 400] : [4, 60, 250];
  const { a, opened, deafGone } = streams;
  const before = process.memoryUsage().rss;
  const hired = LONG ? ["agent", "lead", "manager", "trainee", "viewer"] : ["agent", "lead"];
  for (const role of hired) await hire(a, role);
  const deaf = await Promise.all(
    hired.flatMap((role) => Array.from({ length: perRole }, () => neverReads(role))),
  );
  const idlers = await Promise.all(
    Array.from({ length: idle }, async () => opened("/portal/live", await tokenOf(await a.asShopper()))),
  );
  const ear = await opened("/app/live", await tokenFor(a, "owner"));
  const took: number[] = [];
  // More than the buffers of both kernels hold: from there on it would be our memory. (PostgreSQL says twins once.)
  const words = "x".repeat(6_000);
  const heavy = Array.from({ length: 6 }, (_, n) => ["team", { type: "draft", n, words }] as const);
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    const mark: Change = { type: "message", visibleSeq: round };
    await publishAll(a.desk, [...heavy, ["team", mark]]);
    await ear.until("message", ({ visibleSeq }) => visibleSeq === round);
    took.push(performance.now() - began);
    ear.heard.splice(0);
  }
  await until(() => Promise.resolve(deafGone() === deaf.length));
  const p95 = took.sort((x, y) => x - y)[Math.floor(took.length * 0.95)] ?? Infinity;
  expect(p95).toBeLessThan(2_000);
  const grown = (process.memoryUsage().rss - before) / 2 ** 20;
  expect(grown).toBeLessThan(1_000);
  [ear, ...idlers].forEach((one) => one.close());
  deaf.forEach((socket) => socket.destroy());
  figure("LV-7", {
    reached: `${deaf.length} that never read let go, ${idle} idle: p95 ${Math.round(p95)} ms, ${Math.round(grown)} MB more`,
    asked: "50 and 2,000: p95 2 s, RSS 1 GB",
  });
}, 900_000);

/** Somebody's screen that opens the team's stream and takes nothing off the wire. */
async function neverReads(role: string): Promise<net.Socket> {
  const { hostname, port } = new URL(streams.url);
  const socket = net.connect({ port: Number(port), host: hostname });
  await new Promise<void>((ready) => void socket.once("connect", () => ready()));
  socket.on("error", () => undefined).pause();
  const token = await tokenFor(streams.a, role);
  socket.write(`GET /app/live HTTP/1.1\r\nHost: x\r\nX-Deaf: yes\r\nAuthorization: Bearer ${token}\r\n\r\n`);
  return socket;
}

test("LV-10: of two agents who answer at once one is told, and no answer is lost", async () => {
  const [iris, paolo] = [streams.owner, await streams.a.asAgent("Paolo Ferri")];
  const pairs = 20;
  for (let n = 0; n < pairs; n += 1) {
    const { conversationId, seq } = await say(await streams.a.asShopper(), "Who answers?");
    const answers = await Promise.all(
      [iris, paolo].map((who) => reply(who, conversationId, { ...draft(`I do, ${n}`), expectedSeq: seq })),
    );
    expect(answers.map((one) => (one.sent ? "sent" : one.because)).sort()).toEqual(["changed", "sent"]);
    const written = await streams.a.desk.db.message.count({ where: { conversationId, author: "agent" } });
    expect(written).toBe(1);
  }
  figure("LV-10", {
    reached: `${pairs} of ${pairs} collisions told, 0 answers lost`,
    asked: "both warned, 0 lost",
  });
});

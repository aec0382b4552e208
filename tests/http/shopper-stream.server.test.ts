import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

import { assign } from "~/conversations/assign.server";
import { markRead } from "~/conversations/mark.server";
import { close } from "~/conversations/move.server";
import { agentTyping, agentViewing } from "~/conversations/presence.server";
import { note, reply } from "~/conversations/reply.server";
import { shopperStreamEvery } from "~/http/shopper-stream.server";
import { after } from "~/kit/days";
import { database } from "~/platform/db.server";
import type { Desk } from "~/platform/desk.server";
import { publish, stopListening } from "~/platform/live.server";

import { deskFor, type TestDesk } from "../support/desk.ts";
import { listenTo, serve, type Ear } from "../support/live.ts";
import { tokenOf } from "../support/storefront.ts";
import { draft, say } from "../support/talk.ts";
import { cutConnections } from "../trust/owner.ts";

let shop: TestDesk;
let other: TestDesk;
let iris: Desk;
let server: Awaited<ReturnType<typeof serve>>;
const ears: Ear[] = [];

beforeAll(async () => {
  [shop, other] = [await deskFor({ shop: { storefrontUrl: "https://fern.test" } }), await deskFor()];
  iris = await shop.asAgent("Iris Lindqvist", "lead");
  server = await serve("/portal/live", shopperStreamEvery(150));
});
afterEach(() => ears.splice(0).forEach((ear) => ear.close()));
afterAll(async () => {
  await server.close();
  await stopListening();
  await Promise.all([shop.close(), other.close()]);
});

async function listen(shopper: Desk, headers: Record<string, string> = {}): Promise<Ear> {
  const ear = await listenTo(server.url, { authorization: `Bearer ${await tokenOf(shopper)}`, ...headers });
  ears.push(ear);
  return ear;
}

async function begun() {
  const noor = await shop.asShopper();
  return { noor, id: (await say(noor, "Where is my parcel?")).conversationId };
}

test("an answer, typing, seen and the state are heard within a second", async () => {
  const { noor, id } = await begun();
  const ear = await listen(noor);
  await ear.until("hello");
  await agentTyping(iris, id, { typing: true, mode: "reply" });
  await markRead(iris, id, 1);
  await reply(iris, id, draft("It is late"));
  const begin = performance.now();
  expect((await ear.until("typing")).data).toEqual({ who: "Iris", typing: true });
  expect((await ear.until("seen")).data).toEqual({ visibleSeq: 1 });
  expect((await ear.until("message")).data).toEqual({ visibleSeq: 2 });
  expect((await ear.until("status")).data).toEqual({ status: "waiting" });
  expect(performance.now() - begin).toBeLessThan(1_000);
});

test("notes, typing a note, looking, assigning and internal lines are never heard by the shopper", async () => {
  const { noor, id } = await begun();
  const ear = await listen(noor);
  await ear.until("hello");
  await note(iris, id, draft("secret"));
  await agentTyping(iris, id, { typing: true, mode: "note" });
  await agentViewing(iris, id, true);
  await assign(iris, id, iris.actor.kind === "agent" ? iris.actor.id : null);
  await publish(shop.desk, `visitor:${noor.actor.kind === "shopper" ? noor.actor.visitorId : ""}`, {
    type: "note",
    text: "x",
  });
  await close(iris, id);
  await ear.until("status");
  expect(new Set(ear.heard.map(({ event }) => event))).toEqual(
    new Set([...ear.heard.filter(({ event }) => event === "beat").map(() => "beat"), "hello", "status"]),
  );
});

test("nobody hears another shopper, nor another shop", async () => {
  const [{ noor, id }, { noor: tomas }] = [await begun(), await begun()];
  const stranger = await other.asShopper();
  const [hers, his, far] = [await listen(noor), await listen(tomas), await listen(stranger)];
  await Promise.all([hers, his, far].map((ear) => ear.until("hello")));
  await reply(iris, id, draft("For Noor"));
  await hers.until("message");
  await his.until("beat");
  expect([...his.heard, ...far.heard].filter(({ event }) => event !== "beat" && event !== "hello")).toEqual(
    [],
  );
});

test("without a good token there is no stream, and the answer says why", async () => {
  const { noor } = await begun();
  const old = await tokenOf(shop.later(noor, after(noor.now, -3_600_000)));
  for (const authorization of ["", "Bearer", "Bearer nonsense", `Bearer ${old}`, `Basic ${old}`]) {
    const response = await fetch(server.url, { headers: authorization ? { authorization } : {} });
    expect([response.status, await response.json()]).toMatchObject([401, { error: "expired" }]);
  }
});

test("only the shop's storefront may open the stream from a browser", async () => {
  const { noor } = await begun();
  const good = await listen(noor, { origin: "https://fern.test" });
  expect(good.headers.get("access-control-allow-origin")).toBe("https://fern.test");
  expect((await listen(noor, { origin: "https://evil.test" })).status).toBe(401);
  const preflight = await fetch(server.url, { method: "OPTIONS", headers: { origin: "https://fern.test" } });
  expect(preflight.headers.get("access-control-allow-headers")).toContain("authorization");
});

test("nothing between us may keep the stream back", async () => {
  const { noor } = await begun();
  const { headers } = await listen(noor);
  expect(headers.get("cache-control")).toBe("private, no-store, no-transform");
  expect(headers.get("x-accel-buffering")).toBe("no");
});

test("the stream ends with its token", async () => {
  const { noor } = await begun();
  const ear = await listen(shop.later(noor, after(new Date(), -15 * 60_000 + 2_500)));
  expect(ear.status).toBe(200);
  await ear.ended;
});

test("an open stream keeps the shopper present", async () => {
  const { noor, id } = await begun();
  const before = await shop.desk.db.conversation.findFirst({ where: { id } });
  const ear = await listen(noor);
  await ear.until("beat");
  await new Promise((resolve) => setTimeout(resolve, 400));
  const now = await shop.desk.db.conversation.findFirst({ where: { id } });
  expect(now?.shopperHereAt?.getTime()).toBeGreaterThan(before?.shopperHereAt?.getTime() ?? Infinity);
});

test("when the shop removes the app, its streams end", async () => {
  const ear = await listen(await other.asShopper());
  await ear.until("hello");
  await database().shop.update({ where: { id: other.desk.shopId }, data: { uninstalledAt: new Date() } });
  await ear.ended;
});

test("a listening connection that is cut comes back by itself and tells every reader to fetch afresh", async () => {
  const { noor, id } = await begun();
  const ear = await listen(noor);
  await ear.until("hello");
  await cutConnections("LISTEN live");
  await ear.until("resync");
  await reply(iris, id, draft("Still there?"));
  await ear.until("message");
});

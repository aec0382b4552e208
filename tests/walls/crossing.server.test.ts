import { afterAll, beforeAll, expect, test } from "vitest";

import { listInbox } from "~/conversations/inbox.server";
import { closeDatabase } from "~/platform/db.server";
import { fileLink } from "~/platform/files/link.server";
import { posts } from "~/wiring/jobs.server";
import { knownTopics, readDelivery } from "~/wiring/webhooks.server";

import { proxied, tokenOf } from "../support/storefront.ts";
import { figure } from "../trust/figure.ts";
import { asOwner } from "../trust/owner.ts";
import { adminCases, eventNaming, jobCases, portalCases, type Ask } from "./support/cases.ts";
import { openHouse, openQueue, type Door, type House } from "./support/house.ts";
import { atDoor, tokenFor } from "./support/people.ts";
import { hashOf, placesSaying } from "./support/rows.ts";
import { nowhere, twins, type Ids, type Twin } from "./support/twins.ts";

let house: House;
let a: Twin;
let b: Twin;
let none: Ids;
let untouched: string;

beforeAll(async () => {
  [house] = await Promise.all([openHouse(), openQueue()]);
  [a, b] = await twins();
  none = nowhere(b.ids);
  untouched = await hashOf(b.at.desk.shopId);
});
afterAll(async () => {
  await Promise.all([a.at.close(), b.at.close()]);
  await closeDatabase();
});

type Said = { status: number; words: string };

/** Whether somebody could tell the two apart, or was told something of shop B. */
const tells = (seen: Said, unknown: Said) =>
  seen.status !== unknown.status || seen.words.length !== unknown.words.length || seen.words.includes(b.mark);

/** What is answered, with everything that is new at every asking made the same. */
async function saidBy(answer: Response, ids: Ids): Promise<Said> {
  let words = await answer.text();
  for (const id of Object.values(ids).filter((one) => one.length > 3))
    words = words.replaceAll(id, "ID").replaceAll(encodeURIComponent(id), "ID");
  return { status: answer.status, words: words.replaceAll(/[0-9a-f-]{36}|\d{4}-\d\d-\d\dT[\d:.]+Z/g, "#") };
}

const doors = (wing: string) =>
  house.doors.filter(({ address }) => address === wing || address.startsWith(`${wing}/`));
const hasIds = ({ address }: Door) => address.includes(":");

test("TI-1: as shop A every page asked for with any id of shop B answers as if it did not exist", async () => {
  const wrong: string[] = [];
  let cells = 0;
  const looks = doors("/app").filter((door) => door.module.loader && hasIds(door));
  expect(looks.length).toBeGreaterThan(2);
  for (const door of looks) {
    for (const [model, theirs] of Object.entries(b.ids).filter(([, id]) => id !== "")) {
      const token = await tokenFor(a.at, "owner");
      // Drawn as a page for the ids that belong there, as its data alone for all others: it is the same loader.
      const asData = door.isPage && model !== "Conversation" ? ".data" : "";
      const look = async (id: string) =>
        saidBy(await house.ask(atDoor({ door, token, id: encodeURIComponent(id) + asData })), { id });
      const [seen, unknown] = [await look(theirs), await look(none[model] ?? "")];
      cells += 1;
      if (tells(seen, unknown))
        wrong.push(`${door.address} with a ${model}: ${seen.status} against ${unknown.status}`);
    }
  }
  expect(wrong).toEqual([]);
  figure("TI-1", { reached: `0 of ${cells} pages show shop B`, asked: "0 of N; as if it did not exist" });
}, 240_000);

test("TI-1: the same pages do show shop B its own (so the test above can fail)", async () => {
  const token = await tokenFor(b.at, "owner");
  const door = house.doors.find(({ address }) => address === "/app/inbox/:conversationId");
  if (!door) throw new Error("No such door");
  const page = atDoor({ door, token, id: `${b.ids["Conversation"]}.data` });
  const answer = await house.ask(page);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain(b.mark);
});

/** Asks the same with shop B's ids and with ids that nobody has; says where the answers differ. */
async function differences(
  cases: typeof adminCases,
  ask: (door: Door, one: Ask) => Promise<Response>,
  wing: string,
) {
  const wrong: string[] = [];
  let cells = 0;
  for (const door of doors(wing).filter(({ module }) => module.action)) {
    const asked = cases[door.id];
    if (!asked) {
      wrong.push(`${door.id} has no case in tests/walls/support/cases.ts`);
      continue;
    }
    const unknowns = asked(none, a.ids);
    for (const [place, one] of asked(b.ids, a.ids).entries()) {
      const seen = await saidBy(await ask(door, one), b.ids);
      const unknown = await saidBy(await ask(door, unknowns[place] ?? one), none);
      cells += 1;
      if (tells(seen, unknown))
        wrong.push(`${door.id} #${place}: ${JSON.stringify(seen)} against ${JSON.stringify(unknown)}`);
    }
  }
  return { wrong, cells };
}

const asOwnerOfA = async (door: Door, { at = a.ids, body }: Ask) => {
  const id = at["Conversation"] ?? "";
  return house.ask(atDoor({ door, token: await tokenFor(a.at, "owner"), method: "POST", body, id }));
};

test("TI-2: as shop A nothing done with shop B's ids, as parent or as part, does anything or says more than 'unknown'", async () => {
  const { wrong, cells } = await differences(adminCases, asOwnerOfA, "/app");
  expect(wrong).toEqual([]);
  expect(await hashOf(b.at.desk.shopId)).toBe(untouched);
  figure("TI-2", { reached: `0 rows of shop B changed by ${cells} acts of the team`, asked: "0 rows" });
}, 240_000);

const asShopperOfA = async (door: Door, { body }: Ask) => {
  const token = await tokenOf(a.shopper);
  const isSession = door.id.endsWith("/session");
  const query = isSession ? proxied(a.at.desk.shop.domain) : "";
  const sent = JSON.stringify(isSession ? body : { token, ...body });
  const headers = { "content-type": "application/json" };
  return house.ask(
    new Request(`http://localhost:4404${door.address}${query}`, { method: "POST", headers, body: sent }),
  );
};

test("TI-2: as a shopper of shop A nothing of shop B is there either", async () => {
  const { wrong, cells } = await differences(portalCases, asShopperOfA, "/portal");
  expect(wrong).toEqual([]);
  expect(await hashOf(b.at.desk.shopId)).toBe(untouched);
  figure("TI-2 portal", {
    reached: `0 rows of shop B changed by ${cells} acts of shoppers`,
    asked: "0 rows",
  });
});

test("TI-4: every kind of work done for shop A with shop B's ids touches nothing of shop B", async () => {
  const nameless = Object.keys(posts).filter(
    (name) => !jobCases[name] && !/^[a-z]+s?\.[a-z]+\.\w+$/i.test(name),
  );
  expect(nameless, "a job without a case").toEqual([]);
  for (const [name, { run }] of Object.entries(posts)) {
    const event = name.split(".").slice(0, 2).join(".");
    const data = jobCases[name]?.(b.ids) ?? eventNaming(event, b.ids);
    // That there is no such thing at shop A may be an error; what counts is what it touched.
    await run(a.at.desk, data as never).catch(() => undefined);
  }
  expect(await hashOf(b.at.desk.shopId)).toBe(untouched);
  expect(await placesSaying(b.mark, a.at.desk.shopId)).toEqual([]);
  figure("TI-4", { reached: `0 leaks in ${Object.keys(posts).length} kinds of work`, asked: "0 leaks" });
}, 240_000);

test("TI-4: a webhook of shop A that speaks of shop B leads to no work at shop B", () => {
  const at = new Date();
  for (const topic of knownTopics) {
    const about = { shop_domain: b.at.desk.shop.domain, myshopify_domain: b.at.desk.shop.domain };
    const body = JSON.stringify({ id: 1, ...about, admin_graphql_api_id: b.ids["Order"] });
    const reading = readDelivery({
      shop: a.at.desk.shop.domain,
      topic,
      webhookId: "w1",
      body,
      triggeredAt: at,
      receivedAt: at,
    });
    expect(reading, topic).toEqual({ ignored: "names-another-shop" });
  }
  expect(knownTopics.length).toBeGreaterThan(20);
});

test("TI-4: neither a signed link nor the search of shop A reaches shop B", async () => {
  const link = await fileLink(a.at.desk, b.ids["Attachment"] ?? "");
  const answer = await house.ask(new Request(link));
  expect(answer.status).toBe(404);
  for (const search of [b.mark, "Marker", `${b.mark}@example.com`, b.ids["OrderName"] ?? ""]) {
    const { rows } = await listInbox(a.owner, { view: "open", search });
    expect(rows.filter(({ id }) => id === b.ids["Conversation"])).toEqual([]);
  }
  const own = await listInbox(b.owner, { view: "open", search: b.mark });
  expect(own.rows.map(({ id }) => id)).toContain(b.ids["Conversation"]);
});

test("TI-6: the same numbers, addresses and names are kept in both shops, in every table", async () => {
  const shared = [a, b].map(({ at }) => placesSaying("shared", at.desk.shopId));
  const [inA, inB] = await Promise.all(shared);
  expect(inA).toEqual(inB);
  expect(inA?.length).toBeGreaterThan(18);
  figure("TI-6", { reached: `the same rows in both shops in ${inA?.length} tables`, asked: "both stored" });
});

test("TI-11: a cursor of shop B, or one that was bent, shows shop A its own rows and nothing else", async () => {
  const [row] = await asOwner<{ at: Date; id: string }>(
    `SELECT "lastActivityAt" AS at, "id" FROM "conversations" WHERE "shopId" = $1 ORDER BY 1 DESC LIMIT 1`,
    [b.at.desk.shopId],
  );
  const theirs = `${(row?.at ?? new Date()).getTime().toString(36)}.${row?.id}`;
  for (const cursor of [theirs, `zzzzzzzzz.${row?.id}`, "x", "0.0", "zzzzzzzzzz.zz", `${theirs}'--`]) {
    const { rows } = await listInbox(a.owner, { view: "open", cursor });
    expect(rows.every(({ id }) => id === a.ids["Conversation"])).toBe(true);
  }
});

test.each([
  { who: "the team", wing: "/app", cases: adminCases, ask: asOwnerOfA },
  { who: "a shopper", wing: "/portal", cases: portalCases, ask: asShopperOfA },
])(
  "TI-2: asked by $who of shop A about its own things the same is understood",
  async ({ wing, cases, ask }) => {
    const misread: string[] = [];
    for (const door of doors(wing).filter(({ module }) => module.action))
      for (const [place, one] of (cases[door.id]?.(a.ids, a.ids) ?? []).entries()) {
        const answer = await ask(door, one);
        if ([400, 404, 405].includes(answer.status))
          misread.push(`${door.id} #${place}: ${await answer.text()}`);
      }
    expect(misread).toEqual([]);
  },
);

test("what shop A was answered and has kept says nothing of shop B, after all of it", async () => {
  expect(await placesSaying(b.mark, a.at.desk.shopId)).toEqual([]);
  expect(await placesSaying(a.mark, b.at.desk.shopId)).toEqual([]);
});

import { afterAll, beforeAll, expect, test } from "vitest";

import { closeDatabase } from "~/platform/db.server";

import { tokenOf } from "../support/storefront.ts";
import { adminCases, portalCases, type Ask } from "./support/cases.ts";
import { openHouse, openQueue, type Door, type House } from "./support/house.ts";
import { atDoor, tokenFor } from "./support/people.ts";
import { hashOf } from "./support/rows.ts";
import { twins, type Ids, type Twin } from "./support/twins.ts";

let house: House;
let a: Twin;
let b: Twin;

beforeAll(async () => {
  [house] = await Promise.all([openHouse(), openQueue()]);
  [a, b] = await twins();
});
afterAll(async () => {
  await Promise.all([a.at.close(), b.at.close()]);
  await closeDatabase();
});

/** What people and programs put where an id belongs. */
const odd = [
  "x",
  "1",
  "undefined",
  "gid://shopify/Order/abc",
  "gid://shopify/Product/1",
  "00000000-0000-0000-0000-000000000000",
  "%00",
  "\u0000",
  "' OR 1=1 --",
  "訂單 😀",
  "9".repeat(190),
];

const below = (wing: string) => house.doors.filter(({ address }) => address.startsWith(`${wing}/`));
const like = (ids: Ids, id: string): Ids => Object.fromEntries(Object.keys(ids).map((model) => [model, id]));

async function asOwner(door: Door, { id, body }: { id: string; body?: object }): Promise<Response> {
  const token = await tokenFor(a.at, "owner");
  const sent = body ? ({ method: "POST", body } as const) : { asData: door.isPage };
  return house.ask(atDoor({ door, token, id: encodeURIComponent(id), ...sent }));
}

async function asShopper({ address }: Door, body: object): Promise<Response> {
  const headers = { "content-type": "application/json" };
  const sent = JSON.stringify({ token: await tokenOf(a.shopper), ...body });
  return house.ask(new Request(`http://localhost:4404${address}`, { method: "POST", headers, body: sent }));
}

test("an address with anything but an id in it is answered calmly at every door of the admin", async () => {
  const wrong: string[] = [];
  const doors = below("/app").filter(({ address, module }) => module.loader && address.includes(":"));
  expect(doors.length).toBeGreaterThan(2);
  for (const door of doors)
    for (const id of odd) {
      const { status } = await asOwner(door, { id });
      if (status >= 500 || status < 400) wrong.push(`${door.address} with ${JSON.stringify(id)}: ${status}`);
    }
  expect(wrong).toEqual([]);
});

type Way = {
  readonly wing: string;
  readonly cases: typeof adminCases;
  readonly ask: (door: Door, one: Ask) => Promise<Response>;
};

/** Everything that can be asked at these doors with `id` in every place of an id: what failed. */
async function failures({ wing, cases, ask }: Way, id: string): Promise<string[]> {
  const found: string[] = [];
  for (const door of below(wing).filter(({ id: name }) => !name.endsWith("/session")))
    for (const one of cases[door.id]?.(like(a.ids, id), a.ids) ?? []) {
      const { status } = await ask(door, one);
      if (status >= 500) found.push(`${door.address} with ${JSON.stringify(one.body)}: ${status}`);
    }
  return found;
}

const byTeam = (door: Door, { at, body }: Ask) => asOwner(door, { id: at?.["Conversation"] ?? "", body });
const byShopper = (door: Door, { body }: Ask) => asShopper(door, body);

test.each([
  ["the team", { wing: "/app", cases: adminCases, ask: byTeam }],
  ["a shopper", { wing: "/portal", cases: portalCases, ask: byShopper }],
])(
  "whatever stands where an id belongs, no act of %s fails, and none touches another shop",
  async (_who, way) => {
    const [before, wrong] = [await hashOf(b.at.desk.shopId), [] as string[]];
    for (const id of odd) wrong.push(...(await failures(way, id)));
    expect(wrong).toEqual([]);
    expect(await hashOf(b.at.desk.shopId)).toBe(before);
  },
  240_000,
);

test("a link that is none opens nothing and fails nowhere", async () => {
  const wrong: string[] = [];
  for (const place of ["case", "survey", "files"])
    for (const id of odd) {
      const address = `http://localhost:4404/${place}/${encodeURIComponent(id)}`;
      const { status } = await house.ask(new Request(address));
      if (status !== 404) wrong.push(`${address}: ${status}`);
    }
  expect(wrong).toEqual([]);
});

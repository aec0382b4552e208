import { afterEach, beforeEach, expect, test } from "vitest";

import { listAgents, maybeAgent, welcomeAgent } from "~/team/agents.server";

import { deskFor, type TestDesk } from "../support/desk";

const iris = {
  shopifyUserId: "101",
  name: "Iris Lindqvist",
  email: "iris@example.com",
  locale: "en",
  isOwner: true,
};
const paolo = {
  shopifyUserId: "102",
  name: "Paolo Ferri",
  email: "paolo@example.com",
  locale: "it",
  isOwner: false,
};

let shop: TestDesk;
beforeEach(async () => void (shop = await deskFor()));
afterEach(() => shop.close());

test("opening the app makes a Shopify user an agent, and the account owner an owner", async () => {
  await welcomeAgent(shop.desk, iris);
  await welcomeAgent(shop.desk, paolo);
  const team = await listAgents(shop.desk);
  expect(team.map(({ name, role }) => [name, role])).toEqual([
    ["Iris Lindqvist", "owner"],
    ["Paolo Ferri", "agent"],
  ]);
});

test("the same person twice is one agent, with the name they have now", async () => {
  const first = await welcomeAgent(shop.desk, paolo);
  const tomorrow = shop.later(shop.desk, new Date(shop.desk.now.getTime() + 86_400_000));
  const again = await welcomeAgent(tomorrow, { ...paolo, name: "Paolo Ferri-Rossi" });
  expect(again).toEqual({ ...first, name: "Paolo Ferri-Rossi" });
});

test("a role given in our settings survives the next visit", async () => {
  const lead = await shop.asAgent("Paolo Ferri", "lead");
  const tomorrow = shop.later(shop.desk, new Date(shop.desk.now.getTime() + 86_400_000));
  const again = await welcomeAgent(tomorrow, { ...paolo, shopifyUserId: "staff-paolo.ferri" });
  expect(again.role).toBe("lead");
  expect(lead.actor).toMatchObject({ id: again.id });
});

test("two tabs that open at once make one agent", async () => {
  const cards = await Promise.all([1, 2, 3, 4].map(() => welcomeAgent(shop.desk, iris)));
  expect(new Set(cards.map(({ id }) => id)).size).toBe(1);
});

test("another shop's team is not ours", async () => {
  const other = await deskFor();
  await welcomeAgent(shop.desk, iris);
  expect(await maybeAgent(other.desk, iris.shopifyUserId)).toBeNull();
  await other.close();
});

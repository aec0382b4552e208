import { afterEach, beforeEach, expect, test } from "vitest";

import { askForFeedback, findSurvey, recordFeedback } from "~/feedback/surveys.server";
import { newId } from "~/platform/id.server";

import { deskFor, type TestDesk } from "../support/desk";

let shop: TestDesk;
let conversationId: string;
beforeEach(async () => {
  shop = await deskFor();
  conversationId = newId();
  const { shopId, now, db } = shop.desk;
  await db.conversation.create({
    data: {
      shopId,
      id: conversationId,
      number: 1,
      channel: "chat",
      status: "closed",
      lastActivityAt: now,
      createdAt: now,
    },
  });
});
afterEach(() => shop.close());

const asked = (own = {}) => ({ conversationId, spokeWithTeam: true, sameShopper: [conversationId], ...own });

async function linkToken(): Promise<string> {
  const row = await shop.desk.db.outbox.findFirstOrThrow({ where: { name: "survey.asked" } });
  return (row.data as { url: string }).url.split("/").at(-1) ?? "";
}

test("after closing, the shopper is asked, once a week", async () => {
  expect(await askForFeedback(shop.desk, asked())).toBe(true);
  expect(await askForFeedback(shop.desk, asked())).toBe(false);
  const nextWeek = shop.later(shop.desk, new Date(shop.desk.now.getTime() + 8 * 86_400_000));
  expect(await askForFeedback(nextWeek, asked())).toBe(true);
});

test("a conversation that nobody answered is not judged", async () => {
  expect(await askForFeedback(shop.desk, asked({ spokeWithTeam: false }))).toBe(false);
});

test("the link alone takes the answer; a later one replaces it", async () => {
  await askForFeedback(shop.desk, asked());
  const survey = await findSurvey(await linkToken());
  await recordFeedback(survey, { score: 2, comment: "slow" });
  await recordFeedback(survey, { score: 5, comment: "no, it was fine 😀\0" });
  const row = await shop.desk.db.survey.findFirstOrThrow({});
  expect(row).toMatchObject({ score: 5, comment: "no, it was fine 😀" });
});

test("SH-9: a made-up link opens nothing, and the database holds no link", async () => {
  await askForFeedback(shop.desk, asked());
  await expect(findSurvey("x".repeat(32))).rejects.toThrow("No such survey");
  const row = await shop.desk.db.survey.findFirstOrThrow({});
  expect(row.tokenHash).not.toBe(await linkToken());
});

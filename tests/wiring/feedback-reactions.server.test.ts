import { afterAll, beforeAll, expect, test } from "vitest";

import { identify } from "~/conversations/link.server";
import { newId } from "~/platform/id.server";
import { mailSurvey } from "~/wiring/feedback-reactions.server";

import { deskFor, type TestDesk } from "../support/desk";
import { say } from "../support/talk";

let shop: TestDesk;
beforeAll(async () => void (shop = await deskFor()));
afterAll(() => shop.close());

test.each([
  ["proven", 1],
  ["only typed", 0],
])("how it was is asked by mail where the address is %s: %i mail", async (how, mails) => {
  const { conversationId } = await say(await shop.asShopper(), "Thank you");
  const email = `${newId()}@example.com`;
  await identify(shop.desk, { conversationId }, { email, proven: how === "proven" });
  const url = "https://app.test/survey/x";
  await mailSurvey(shop.desk, { type: "survey.asked", surveyId: newId(), conversationId, url });
  expect(await shop.desk.db.mail.count({ where: { to: email } })).toBe(mails);
});

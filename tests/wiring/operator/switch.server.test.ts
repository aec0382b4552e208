import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, expect, test } from "vitest";

import { deliverMail, writeMail } from "~/channels/mails.server";
import { identify } from "~/conversations/link.server";
import { reply } from "~/conversations/reply.server";
import { enterSurvey } from "~/http/case.server";
import { pay } from "~/ledger/pay.server";
import { openDesk, type Desk } from "~/platform/desk.server";
import { fingerprint, freshToken } from "~/platform/secrets.server";
import { isOff, switches } from "~/shops/switches";
import { askHowItWas, mailSurvey, showSurvey } from "~/wiring/feedback-reactions.server";
import { movers } from "~/wiring/money.server";
import { throwSwitch } from "~/wiring/operator/switch.server";

import { deskFor, type TestDesk } from "../../support/desk.ts";
import { draft, say } from "../../support/talk.ts";
import { asOwner } from "../../trust/owner.ts";

const operator = { name: "root", why: "A loop of mails" };
let shop: TestDesk;
let other: TestDesk;

beforeAll(async () => {
  [shop, other] = [await deskFor(), await deskFor()];
});
afterAll(() => Promise.all([shop.close(), other.close()]));

const now = (at = shop) => openDesk({ id: at.desk.shopId }, { kind: "system" });
const letter = (key: string) => ({
  key,
  to: "noor@example.com",
  subject: "Hello",
  body: { shopName: "Fern", heading: "Hello", paragraphs: ["Hi"], closing: "Bye" },
});
const states = async (desk: Desk) =>
  (await desk.db.mail.findMany({ orderBy: { createdAt: "asc" } })).map(({ state }) => state);
const asked = (desk: Desk) => desk.db.outbox.count({ where: { name: "channels.send-mail" } });

test("each switch stops one thing at one shop, and both shop and operators can read who threw it", async () => {
  for (const what of switches) {
    await throwSwitch(await now(), operator, { what, on: false });
    expect(switches.filter((one) => isOff({ shop: other.desk.shop }, one))).toEqual([]);
    expect(isOff(await now(), what)).toBe(true);
    await throwSwitch(await now(), operator, { what, on: true });
    expect(isOff(await now(), what)).toBe(false);
  }
  const rows = await shop.desk.db.auditRow.findMany({
    where: { subject: "refunds" },
    orderBy: { at: "asc" },
  });
  expect(rows.map(({ action, cause }) => [action, cause])).toEqual([
    ["switch.off", "operator:root"],
    ["switch.on", "operator:root"],
  ]);
  const acts = await asOwner<{ operator: string; why: string }>(
    `SELECT "operator", "why" FROM "operator_acts" WHERE "subject" LIKE '%refunds'`,
  );
  expect(acts).toEqual([operator, operator].map(({ name, why }) => ({ operator: name, why })));
});

test("stopped mail waits, and goes out when it may again", async () => {
  await throwSwitch(await now(), operator, { what: "mail", on: false });
  await writeMail(await now(), letter("one"));
  const mail = await shop.desk.db.mail.findFirstOrThrow({ where: { key: "one" } });
  await deliverMail(await now(), mail.id);
  expect(await states(shop.desk)).toEqual(["waiting"]);
  const before = await asked(shop.desk);
  await throwSwitch(await now(), operator, { what: "mail", on: true });
  expect(await asked(shop.desk)).toBe(before + 1);
});

test("while payments are stopped nobody pays anything, not even what was wished before", async () => {
  await throwSwitch(await now(), operator, { what: "refunds", on: false });
  const iris = await shop.asAgent("Iris", "owner");
  const seat = { ...iris, shop: (await now()).shop };
  const wish = {
    kind: "refund" as const,
    orderId: "gid://shopify/Order/1",
    conversationId: null,
    clientId: randomUUID(),
    amount: { minor: 100, currency: "EUR" },
    request: {},
  };
  expect(await pay(seat, movers.refund, wish)).toEqual({ kind: "stopped" });
  expect(await shop.desk.db.moneyIntent.count()).toBe(0);
  expect(shop.host.asked.length).toBe(0);
  await throwSwitch(await now(), operator, { what: "refunds", on: true });
});

test("while automations are stopped nobody is asked how it was", async () => {
  const { conversationId } = await say(await shop.asShopper(), "Hello");
  await reply(await shop.asAgent("Iris"), conversationId, draft("Hello Noor"));
  await throwSwitch(await now(), operator, { what: "automations", on: false });
  await askHowItWas(await now(), { conversationId });
  expect(await shop.desk.db.survey.count()).toBe(0);
  await throwSwitch(await now(), operator, { what: "automations", on: true });
  await askHowItWas(await now(), { conversationId });
  expect(await shop.desk.db.survey.count()).toBe(1);
});

test("a question that was on its way when automations were stopped reaches nobody, by chat or mail", async () => {
  const { conversationId } = await say(await shop.asShopper(), "Hello");
  await identify(shop.desk, { conversationId }, { email: "lena@example.com", proven: true });
  const event = {
    type: "survey.asked",
    surveyId: randomUUID(),
    conversationId,
    url: "https://app.test/s",
  } as const;
  const told = async () => [
    await shop.desk.db.mail.count({ where: { to: "lena@example.com" } }),
    await shop.desk.db.message.count({ where: { conversationId, kind: "event" } }),
  ];
  await throwSwitch(await now(), operator, { what: "automations", on: false });
  await Promise.all([showSurvey(await now(), event), mailSurvey(await now(), event)]);
  expect(await told()).toEqual([0, 0]);
  await throwSwitch(await now(), operator, { what: "automations", on: true });
  await Promise.all([showSurvey(await now(), event), mailSurvey(await now(), event)]);
  expect(await told()).toEqual([1, 1]);
});

test("while the portal is shut a survey's link says so, and opens again afterwards", async () => {
  const token = freshToken();
  const { conversationId } = await say(await shop.asShopper(), "Hello");
  await shop.desk.db.survey.create({
    data: {
      shopId: shop.desk.shopId,
      id: randomUUID(),
      conversationId,
      tokenHash: fingerprint(token),
      askedAt: new Date(),
    },
  });
  await throwSwitch(await now(), operator, { what: "portal", on: false });
  await expect(enterSurvey(token)).rejects.toMatchObject({ status: 503 });
  await throwSwitch(await now(), operator, { what: "portal", on: true });
  expect(await enterSurvey(token)).toMatchObject({ conversationId });
});

test("the app's own role can change no line of what operators did", async () => {
  const [row] = await asOwner<{ may: boolean }>(
    `SELECT has_table_privilege('goodturn_app', 'operator_acts', 'UPDATE')
      OR has_table_privilege('goodturn_app', 'operator_acts', 'DELETE') AS "may"`,
  );
  expect(row?.may).toBe(false);
});

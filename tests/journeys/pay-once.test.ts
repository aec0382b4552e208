import { expect, type Browser, type Locator } from "@playwright/test";

import { shot } from "../support/browser.ts";
import {
  type Agent,
  agentAt,
  buy,
  control,
  customerAt,
  openConversation,
  refundsOf,
  test,
  write,
} from "./people.ts";

const sure = { timeout: 30_000 };

/** Somebody buys a thing and changes their mind; the order's number and what they wrote. */
async function regretted(browser: Browser, email: string): Promise<{ order: string; text: RegExp }> {
  const shopper = await customerAt(browser, email);
  const order = await buy(shopper, "linen-napkins");
  await shopper.page.getByRole("button", { name: "Open the chat" }).click();
  await write(shopper, `I changed my mind about ${order}, please send the money back.`);
  await expect(shopper.chat.getByText(/^(Sent|Seen)$/).last()).toBeVisible();
  await shopper.page.context().close();
  return { order, text: new RegExp(`${order},`) };
}

/** Lays the order beside the conversation when it is not there by itself. */
async function layBeside({ app }: Agent, order: string): Promise<void> {
  const card = app.getByRole("complementary").getByRole("button", { name: new RegExp(`^${order}`) });
  const link = app.getByRole("button", { name: `Link ${order} to this conversation` });
  await expect(card.or(link).first()).toBeVisible(sure);
  if (await link.isVisible()) await link.click();
  await expect(card.first()).toBeVisible();
}

/** The refund sheet with one piece chosen, ready for the click; its button. */
async function readyToRefund({ app }: Agent): Promise<Locator> {
  await app.getByRole("button", { name: "Refund", exact: true }).first().click();
  const sheet = app.getByRole("dialog");
  await sheet.getByRole("button", { name: "One more" }).first().click();
  const pay = sheet.getByRole("button", { name: /^Refund .*€/ });
  await expect(pay).toBeEnabled(sure);
  return pay;
}

const refunded = ({ app }: Agent) => app.getByRole("dialog").getByText(/^Shopify's reference: \d+/);
const refused = ({ app }: Agent) =>
  app
    .getByRole("dialog")
    .getByText(/^(The amount has changed|There is nothing left to refund|That is more than is left)$/);
const again = ({ app }: Agent) => app.getByRole("dialog").getByRole("button", { name: "Ask again" });

test("a double click and a second agent on the same order pay once", async ({ browser }) => {
  const { order, text } = await regretted(browser, "shopper4@example.com");
  const [iris, paolo] = [await agentAt(browser), await agentAt(browser, "/app/inbox", "paolo")];
  await openConversation(iris, text);
  await layBeside(iris, order);
  await openConversation(paolo, text);
  const [first, second] = [await readyToRefund(iris), await readyToRefund(paolo)];
  await shot(iris.page, "pay-1-ready");

  await Promise.all([first.dblclick(), second.dblclick()]);

  for (const agent of [iris, paolo]) {
    await expect(refunded(agent).or(refused(agent)).or(again(agent)).first()).toBeVisible(sure);
  }
  await shot(iris.page, "pay-2-iris");
  await shot(paolo.page, "pay-2-paolo");
  const late = (await refunded(iris).isVisible()) ? paolo : iris;
  if (await again(late).isVisible()) await again(late).click();
  await expect(refused(late)).toBeVisible(sure);
  await expect(refunded(late === iris ? paolo : iris)).toBeVisible();
  expect(await refundsOf(order), "the store's own ledger").toHaveLength(1);
});

test("an answer of Shopify that is lost on its way pays once, and the page ends with the truth", async ({
  browser,
}) => {
  const { order, text } = await regretted(browser, "shopper5@example.com");
  const iris = await agentAt(browser);
  await openConversation(iris, text);
  await layBeside(iris, order);
  const pay = await readyToRefund(iris);
  await control("fault", { kind: "drop-after-commit", match: "refundCreate", times: "1" });

  await pay.click();

  await expect(refunded(iris).or(again(iris)).first()).toBeVisible(sure);
  await shot(iris.page, "pay-3-lost-answer");
  if (await again(iris).isVisible()) await again(iris).click();
  await expect(refunded(iris)).toBeVisible(sure);
  await iris.app.getByRole("dialog").getByRole("button", { name: "Done" }).click();
  await expect(iris.app.getByRole("complementary").getByText("Partially refunded").first()).toBeVisible(sure);
  await shot(iris.page, "pay-4-truth");
  expect(await refundsOf(order), "the store's own ledger").toHaveLength(1);
});

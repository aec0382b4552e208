import { expect, type Locator } from "@playwright/test";

import { shot } from "../support/browser.ts";
import {
  type Agent,
  agentAt,
  control,
  layBeside,
  openConversation,
  refundsOf,
  regretted,
  sure,
  test,
} from "./people.ts";

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

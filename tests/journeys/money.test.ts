import { expect, type Browser } from "@playwright/test";

import { shot } from "../support/browser.ts";
import {
  type Agent,
  agentAt,
  expectAppAccessible,
  layBeside,
  openConversation,
  refundsOf,
  regretted,
  sure,
  test,
} from "./people.ts";

/** What an agent may pay in one go, as the owner sets it; nothing for no limit. */
async function limitAgents(browser: Browser, amount: string): Promise<void> {
  const { page, app } = await agentAt(browser, "/app/settings");
  await app.getByLabel("Agents: One payment").fill(amount);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Settings saved")).toBeVisible();
}

/** The refund sheet with one piece chosen. */
async function wantsBack({ app }: Agent): Promise<void> {
  await app.getByRole("button", { name: "Refund", exact: true }).first().click();
  await app.getByRole("dialog").getByRole("button", { name: "One more" }).first().click();
}

test("what an agent may not pay alone is asked, approved by another, paid once, and stands in the history", async ({
  browser,
}) => {
  await limitAgents(browser, "5");
  const { order, text } = await regretted(browser, "shopper6@example.com");
  const paolo = await agentAt(browser, "/app/inbox", "paolo");
  const iris = await agentAt(browser, "/app/money");

  await test.step("Paolo asks: nothing is paid yet", async () => {
    await openConversation(paolo, text);
    await layBeside(paolo, order);
    await wantsBack(paolo);
    const sheet = paolo.app.getByRole("dialog");
    await sheet.getByRole("button", { name: /^Ask for approval of .*€/ }).click(sure);
    await expect(sheet.getByText("Waiting for approval").first()).toBeVisible(sure);
    expect(await refundsOf(order), "the store's own ledger").toEqual([]);
  });

  await test.step("it comes to Iris by itself; she approves it and it is paid", async () => {
    await expect(
      iris.app.getByRole("heading", { name: new RegExp(`Paolo Ferri asks for .*${order}`) }),
    ).toBeVisible(sure);
    await shot(iris.page, "money-1-to-approve");
    await iris.app.getByRole("button", { name: /^Approve and pay .*€/ }).click();
    await expect(iris.app.getByText("Nothing waits for approval")).toBeVisible(sure);
    expect(await refundsOf(order), "the store's own ledger").toHaveLength(1);
  });

  await test.step("the history says who asked, who approved and that it was paid", async () => {
    await iris.app.getByRole("link", { name: "History" }).click();
    await iris.app.getByLabel("Order, return or conversation id").fill(order);
    await iris.page.keyboard.press("Enter");
    for (const [who, what] of [
      ["Paolo Ferri", "Approval asked"],
      ["Iris Lindqvist", "Payment approved"],
      ["Iris Lindqvist", "Paid back"],
    ]) {
      const row = iris.app.getByRole("row").filter({ hasText: who ?? "" });
      await expect(row.filter({ hasText: what ?? "" })).toBeVisible();
    }
    await expect(iris.app.getByText("Every row is as it was written.")).toBeVisible();
    await shot(iris.page, "money-2-history");
    await expectAppAccessible(iris);
  });
  await limitAgents(browser, "");
});

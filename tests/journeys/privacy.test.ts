import { expect } from "@playwright/test";

import { places, shot } from "../support/browser.ts";
import { agentAt, customerAt, expectAppAccessible, mailTo, ownBrowser, sure, test, write } from "./people.ts";

const email = "shopper8@example.com";

test("who asks for their data gets a copy made, who asks to be forgotten is, and the page names them no more", async ({
  browser,
}) => {
  const shopper = await customerAt(browser, email);
  await write(shopper, "Please tell me what you know about me.");
  await expect(shopper.chat.getByText(/^(Sent|Seen)$/).last()).toBeVisible();
  const store = await (await ownBrowser(browser)).newPage();
  await store.goto(`${places.admin}/store/fern-and-flax/customers?q=${encodeURIComponent(email)}`);
  await store.getByRole("row").filter({ hasText: email }).getByRole("link").first().click();
  const iris = await agentAt(browser, "/app/privacy");
  await expect(iris.app.getByRole("heading", { name: "Privacy", level: 1 })).toBeVisible();

  await test.step("a copy of what is known comes by itself, and can be downloaded by the team alone", async () => {
    await store.getByRole("button", { name: "Request data" }).click();
    const row = iris.app.getByRole("row").filter({ hasText: email });
    await expect(row.getByText("Ready")).toBeVisible(sure);
    const download = iris.page.waitForEvent("download");
    await row.getByRole("button", { name: /^Download the copy of/ }).click();
    expect((await download).suggestedFilename()).toMatch(/\.zip$/);
    await shot(iris.page, "privacy-1-copy");
    expect((await mailTo("hello@example.com", /data is ready/)).text).not.toContain(email);
  });

  await test.step("then they are forgotten, in the list and in the inbox", async () => {
    await store.getByRole("button", { name: "Erase data" }).click();
    const row = iris.app.getByRole("row").filter({ hasText: "To be forgotten" });
    await expect(row.getByText("Erased").first()).toBeVisible(sure);
    await expect(iris.app.getByText(email)).toHaveCount(0, sure);
    await shot(iris.page, "privacy-2-forgotten");
    await expectAppAccessible(iris);
    await iris.page.getByRole("navigation", { name: "Admin" }).getByRole("link", { name: "Inbox" }).click();
    await expect(iris.app.getByRole("link", { name: /what you know about me/ })).toHaveCount(0);
  });
});

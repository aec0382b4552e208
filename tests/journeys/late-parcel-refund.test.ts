import { expect } from "@playwright/test";
import path from "node:path";

import { shot } from "../support/browser.ts";
import { agentAt, mailTo, proveOrder, shopperAt, test } from "./people.ts";

const photo = path.join(import.meta.dirname, "broken-pot.jpg");

test("from a shopper's chat to a refund beside the order", async ({ browser }) => {
  test.setTimeout(360_000);
  const iris = await agentAt(browser);
  await expect(iris.app.getByRole("heading", { name: "Inbox", level: 1 })).toBeAttached();
  const noor = await shopperAt(browser);
  const orderPage = await iris.page.context().newPage();

  await test.step("Noor proves with a mailed code that the order is hers", async () => {
    await proveOrder(noor);
    await expect(noor.chat.getByText(/4 days late/)).toBeVisible();
    await shot(noor.page, "story-1-order-found");
    await noor.chat.getByRole("button", { name: "Ask about this order" }).first().click();
  });

  await test.step("Noor asks; Iris sees it appear without reloading", async () => {
    await noor.chat
      .getByRole("textbox", { name: "Your message" })
      .fill("Hello! Where is my parcel? It should be here since Wednesday.");
    await noor.chat.getByRole("button", { name: "Send", exact: true }).click();
    const row = iris.app.getByRole("link", { name: /Noor/ });
    await expect(row).toBeVisible();
    await row.click();
    await expect(iris.app.getByText("Late by 4 days").first()).toBeVisible();
    await expect(iris.app.getByText("#1001").first()).toBeVisible();
    await shot(iris.page, "story-2-inbox");
  });

  await test.step("they talk, and each sees the other typing", async () => {
    const reply = iris.app.getByRole("textbox", { name: "Write a reply" });
    await reply.pressSequentially("Hello Noor, ");
    await expect(noor.chat.getByText(/Iris is typing/)).toBeVisible();
    await reply.pressSequentially("it is with DHL. I am on it.");
    await iris.app.getByRole("button", { name: "Send reply" }).click();
    await expect(noor.chat.getByText("it is with DHL. I am on it.").first()).toBeVisible();
    await noor.chat.getByRole("textbox", { name: "Your message" }).pressSequentially("Thank you, it ");
    await expect(iris.app.getByText(/typing…/).first()).toBeVisible();
  });

  await test.step("the parcel comes; the order shows it by itself", async () => {
    await orderPage.goto(new URL("/store/fern-and-flax/orders", iris.page.url()).href);
    await orderPage.getByPlaceholder("Search orders and customers").fill("#1001");
    await orderPage.keyboard.press("Enter");
    await orderPage.getByRole("link", { name: "#1001" }).first().click();
    await orderPage.getByRole("button", { name: /Mark as delivered/i }).click();
    await expect(iris.app.getByText(/Arrived 4 days late/).first()).toBeVisible();
  });

  await test.step("Noor asks for a return with a photo, from the same chat", async () => {
    await noor.chat.getByRole("button", { name: "Back" }).click();
    await noor.chat.getByRole("button", { name: /Return or exchange/ }).click();
    await noor.chat.getByRole("button", { name: /^#1001/ }).click();
    await noor.chat.getByRole("checkbox").first().check();
    await noor.chat.getByRole("button", { name: "Next" }).click();
    await noor.chat.getByRole("combobox").selectOption({ label: "Damaged or defective" });
    await noor.page.locator("input[type=file]").last().setInputFiles(photo);
    await noor.chat.getByLabel("Anything we should know").fill("It came broken.");
    // The photo may still be on its way: the chat says so and stays where it is.
    await expect(async () => {
      await noor.chat.getByRole("button", { name: "Next" }).click();
      await expect(noor.chat.getByText("You get back")).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await shot(noor.page, "story-3-what-you-get");
    await noor.chat.getByRole("button", { name: "Next" }).click();
    await noor.chat.getByRole("button", { name: "Ask for this return" }).click();
    await expect(noor.chat.getByText("We have your request").first()).toBeVisible();
    await noor.chat.getByRole("button", { name: "Go to the conversation" }).click();
  });

  await test.step("Iris approves it, marks it received, refunds it", async () => {
    await iris.app.getByRole("button", { name: "Approve" }).click();
    await iris.app.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
    await iris.app.getByRole("button", { name: "Mark as received" }).click();
    await iris.app.getByRole("dialog").getByRole("button", { name: "Mark as received" }).click();
    await iris.app.getByRole("button", { name: "Refund…" }).click();
    await shot(iris.page, "story-4-refund-sheet");
    await iris.app
      .getByRole("dialog")
      .getByRole("button", { name: /^Refund .*€/ })
      .click();
    await expect(iris.app.getByText(/went back to the customer/).first()).toBeVisible();
    await shot(iris.page, "story-5-refunded");
    await iris.app.getByRole("dialog").getByRole("button", { name: "Done" }).click();
  });

  await test.step("Noor reads it in the chat and in a mail; the ledger shows one refund", async () => {
    await expect(noor.chat.getByText("Refunded").first()).toBeVisible();
    await shot(noor.page, "story-6-refunded-chat");
    await mailTo("noor@example.com", /refund .* is on its way/i);
    await orderPage.reload();
    await expect(orderPage.getByText("Refund €89.00")).toHaveCount(1);
  });

  await test.step("Iris closes the conversation; Noor is asked how it was", async () => {
    await iris.app.getByRole("button", { name: "Close", exact: true }).click();
    await expect(noor.chat.getByText(/How was our help/)).toBeVisible();
    const mail = await mailTo("noor@example.com", /How was our help/);
    await noor.page.goto(/https?:\S+\/survey\/\S+/.exec(mail.text)?.[0] ?? "");
    await noor.page.getByText("Very good").click();
    await noor.page.getByRole("button", { name: "Send answer" }).click();
    await expect(noor.page.getByRole("heading", { name: "Thank you" })).toBeVisible();
  });
});

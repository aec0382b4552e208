import { expect, type Page } from "@playwright/test";

import { expectAccessible, places, shot } from "../support/browser.ts";
import {
  agentAt,
  codeTo,
  customerAt,
  expectAppAccessible,
  openConversation,
  ownBrowser,
  test,
  write,
} from "./people.ts";

/** What has the focus, by what a screen reader calls it; shadow roots are looked into. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    if (!at) return "";
    const labels =
      at instanceof HTMLInputElement ? Array.from(at.labels ?? [], (label) => label.innerText) : [];
    const said = [at.getAttribute("aria-label"), ...labels, at.textContent];
    return said.find(Boolean) ?? "";
  });
}

/** Presses Tab until something of that name has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let step = 0; step < 40; step++) {
    await page.keyboard.press("Tab");
    const now = await focused(page);
    if (name.test(now)) return;
    passed.push(now.slice(0, 40));
  }
  throw new Error(`Tab never led to ${name}; it passed ${passed.join(" | ")}`);
}

const chat = "#goodturn-chat";

test("the chat can be used from its button to the order with the keyboard alone", async ({ browser }) => {
  const page = await (await ownBrowser(browser)).newPage();
  const dialog = page.getByRole("dialog", { name: /^Chat with/ });
  const { keyboard } = page;
  await page.goto(`${places.storefront}/pages/contact`);
  await tabTo(page, /^Open the chat$/);
  await keyboard.press("Enter");
  await expect(dialog.getByRole("button", { name: /Where is my order/ })).toBeVisible();
  await shot(page, "keys-1-open");
  await expectAccessible(page, chat);

  await test.step("looking an order up", async () => {
    await tabTo(page, /^Where is my order/);
    await keyboard.press("Enter");
    await tabTo(page, /^Order number/);
    await keyboard.type("#1004");
    await tabTo(page, /^Email you ordered with/);
    await keyboard.type("lena@example.com");
    await shot(page, "keys-2-lookup");
    await expectAccessible(page, chat);
    const code = await codeTo("lena@example.com", () => keyboard.press("Enter"));
    await expect.poll(() => focused(page)).toMatch(/Six-digit code/);
    await keyboard.type(code);
    await expectAccessible(page, chat);
    await keyboard.press("Enter");
    await expect(dialog.getByRole("heading", { name: "Your orders" })).toBeVisible();
    await expect(dialog.getByText("#1004").first()).toBeVisible();
    await expectAccessible(page, chat);
  });

  await test.step("asking about it", async () => {
    await tabTo(page, /^Ask about this order/);
    await keyboard.press("Enter");
    await expect.poll(() => focused(page)).toBe("Your message");
    await keyboard.type("does it like shade?");
    await keyboard.press("Enter");
    await expect(dialog.getByText(/^(Sent|Seen)$/)).toBeVisible();
    await shot(page, "keys-3-thread");
    await expectAccessible(page, chat);
  });

  await test.step("beginning a return, and leaving with Escape", async () => {
    await tabTo(page, /^Back$/);
    await keyboard.press("Enter");
    await tabTo(page, /^Return or exchange/);
    await keyboard.press("Enter");
    await tabTo(page, /^#1004/);
    await keyboard.press("Enter");
    await expect(dialog.getByText("Step 1 of 4")).toBeVisible();
    await expect(dialog.getByRole("checkbox").first()).toBeVisible();
    await shot(page, "keys-4-return");
    await expectAccessible(page, chat);
    await keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    expect(await focused(page)).toBe("Open the chat");
  });
});

test("axe finds nothing serious in the inbox, with an order and a refund open", async ({ browser }) => {
  const mia = await customerAt(browser, "shopper38@example.com");
  await write(mia, "Could you check my last order?");
  const iris = await agentAt(browser);
  await expect(iris.app.getByRole("link", { name: /check my last order/ })).toBeVisible();
  await expectAppAccessible(iris);
  await openConversation(iris, /check my last order/);
  await expect(iris.app.getByRole("complementary", { name: "Customer and orders" })).toBeVisible();
  await expectAppAccessible(iris);
  await iris.app.getByRole("button", { name: "Refund", exact: true }).first().click();
  await expect(iris.app.getByRole("dialog").getByText("What goes back")).toBeVisible();
  await shot(iris.page, "axe-refund-sheet");
  await expectAppAccessible(iris);
});

test("axe finds nothing serious on home, returns and settings, and a changed setting is kept", async ({
  browser,
}) => {
  const iris = await agentAt(browser, "/app");
  await expect(iris.app.getByRole("heading", { name: "Hello, Iris" })).toBeVisible();
  await shot(iris.page, "axe-home");
  await expectAppAccessible(iris);

  const menu = iris.page.getByRole("navigation", { name: "Admin" });
  await menu.getByRole("link", { name: "Returns" }).click();
  await expect(iris.app.getByRole("heading", { name: "Returns" })).toBeVisible();
  await shot(iris.page, "axe-returns");
  await expectAppAccessible(iris);

  await menu.getByRole("link", { name: "Settings" }).click();
  const name = iris.app.getByLabel("Sender name in mails");
  await expect(name).toBeVisible();
  await expectAppAccessible(iris);
  await name.fill("Fern & Flax, the workshop");
  await shot(iris.page, "axe-settings-unsaved");
  await iris.page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(iris.page.getByText("Settings saved")).toBeVisible();
  await iris.page.reload();
  await expect(name).toHaveValue("Fern & Flax, the workshop");
  await shot(iris.page, "axe-settings-saved");
  await name.fill("");
  await iris.page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(iris.page.getByText("Settings saved")).toBeVisible();
});

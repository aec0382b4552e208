import { expect, type Locator } from "@playwright/test";

import { shot } from "../support/browser.ts";
import { agentAt, customerAt, openConversation, test, write } from "./people.ts";

const soon = { timeout: 30_000 };

/** What stands in a thread, in its order. */
async function saidIn(bubbles: Locator): Promise<string[]> {
  return (await bubbles.allInnerTexts()).map((text) => text.trim());
}

test("a shopper who loses the connection loses no word, and comes back to all of them once", async ({
  browser,
}) => {
  const sofia = await customerAt(browser, "shopper8@example.com");
  const iris = await agentAt(browser);
  const heard = sofia.chat.locator(".bubble");
  await write(sofia, "One: is the linen washed before you sew it?");
  await openConversation(iris, /One: is the linen washed/);
  const reply = iris.app.getByRole("textbox", { name: "Write a reply" });
  const send = iris.app.getByRole("button", { name: "Send reply" });

  await sofia.page.context().setOffline(true);
  await expect(sofia.chat.getByText(/You are offline\. What you write is kept/)).toBeVisible();
  await write(sofia, "Two: because mine has shrunk.");
  await expect(
    sofia.chat
      .getByText(/Not sent yet/)
      .or(sofia.chat.getByText("Sending"))
      .first(),
  ).toBeVisible(soon);
  await sofia.chat.getByRole("textbox", { name: "Your message" }).fill("Three, half writ");
  await reply.fill("Yes, twice.");
  await send.click();
  await expect(iris.app.locator(".gt-bubble", { hasText: "Yes, twice." })).toBeVisible();
  await shot(sofia.page, "lost-1-shopper-offline");

  await sofia.page.context().setOffline(false);
  await expect(sofia.chat.getByText(/You are offline/)).toBeHidden(soon);
  await expect(heard.filter({ hasText: "Yes, twice." })).toBeVisible(soon);
  await expect(iris.app.locator(".gt-bubble", { hasText: "Two: because mine" })).toBeVisible(soon);
  await expect(sofia.chat.getByRole("textbox", { name: "Your message" })).toHaveValue("Three, half writ");
  await sofia.chat.getByRole("textbox", { name: "Your message" }).press("End");
  await sofia.chat.getByRole("textbox", { name: "Your message" }).pressSequentially("ten.");
  await sofia.chat.getByRole("button", { name: "Send", exact: true }).click();
  await expect(iris.app.locator(".gt-bubble", { hasText: "Three, half written." })).toBeVisible(soon);
  await expect(sofia.chat.getByText("Seen")).toBeVisible(soon);

  const both = [await saidIn(heard), await saidIn(iris.app.locator(".gt-bubble"))];
  expect(both[0], "both sides read the same").toEqual(both[1]);
  expect([...(both[0] ?? [])].sort()).toEqual([
    "One: is the linen washed before you sew it?",
    "Three, half written.",
    "Two: because mine has shrunk.",
    "Yes, twice.",
  ]);
  await shot(sofia.page, "lost-2-shopper-back");
});

test("an agent who loses the connection keeps the draft and the reply, and the inbox catches up", async ({
  browser,
}) => {
  const ingrid = await customerAt(browser, "shopper15@example.com");
  const hugo = await customerAt(browser, "shopper33@example.com");
  const iris = await agentAt(browser);
  await write(ingrid, "First words of Ingrid.");
  await openConversation(iris, /First words of Ingrid/);
  const reply = iris.app.getByRole("textbox", { name: "Write a reply" });

  await iris.page.context().setOffline(true);
  await expect(iris.app.getByText("Connection lost. Reconnecting…")).toBeVisible(soon);
  await write(ingrid, "Second words of Ingrid.");
  await write(hugo, "First words of Hugo.");
  await reply.fill("An answer into the void.");
  await iris.app.getByRole("button", { name: "Send reply" }).click();
  await expect(iris.app.getByText("Not sent: no connection. Your text is safe here.")).toBeVisible(soon);
  await reply.fill("A draft that was not lo");
  await shot(iris.page, "lost-3-agent-offline");

  await iris.page.context().setOffline(false);
  await expect(iris.app.getByText("Connection lost. Reconnecting…")).toBeHidden(soon);
  await expect(iris.app.locator(".gt-bubble", { hasText: "Second words of Ingrid." })).toBeVisible(soon);
  // The list stands still under somebody who reads; what has come waits behind one button.
  await iris.app.getByRole("button", { name: "1 new" }).click(soon);
  await expect(iris.app.getByRole("link", { name: /First words of Hugo\./ })).toBeVisible();
  await expect(reply).toHaveValue("A draft that was not lo");
  await iris.app.getByRole("button", { name: "Try again" }).click();
  await expect(iris.app.getByText(/something new was written before this/)).toBeVisible(soon);
  await iris.app.getByRole("button", { name: "Send anyway" }).click();
  const there = ingrid.chat.locator(".bubble", { hasText: "An answer into the void." });
  await expect(there).toHaveCount(1, soon);
  await expect(iris.app.locator(".gt-bubble", { hasText: "An answer into the void." })).toHaveCount(1);
  await shot(iris.page, "lost-4-agent-back");

  await test.step("the draft is on the server: another window of Iris goes on with it", async () => {
    await expect(iris.app.getByText("1 new message since you began")).toBeVisible();
    const other = await agentAt(browser, new URL(iris.page.url()).pathname.split("/apps/goodturn")[1]);
    const resumed = other.app.getByRole("textbox", { name: "Write a reply" });
    await expect(resumed).toHaveValue("A draft that was not lo");
  });
});

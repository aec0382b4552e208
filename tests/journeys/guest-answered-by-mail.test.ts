import { expect } from "@playwright/test";

import { expectAccessible, shot } from "../support/browser.ts";
import { agentAt, mailTo, openConversation, shopperAt, test, write } from "./people.ts";

const address = "wanda@example.org";
const answer = "Yes, on a bright windowsill it is happy all year.";

test("a guest leaves an address and goes; the answer finds them there, and they carry on", async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const guest = await shopperAt(browser);

  await test.step("asked once nobody answers, the guest says where", async () => {
    await write(guest, "Can a monstera live in a kitchen?");
    const field = guest.chat.getByLabel("Where shall we answer if you leave?");
    await field.waitFor({ timeout: 60_000 });
    await shot(guest.page, "guest-1-asked");
    await expectAccessible(guest.page, "#goodturn-chat");
    await field.fill(address);
    await guest.chat.getByRole("button", { name: "Answer me there" }).click();
    await expect(guest.chat.getByText(`If you leave, we answer to ${address}.`).first()).toBeVisible();
    await shot(guest.page, "guest-2-kept");
    await guest.page.close();
  });

  await test.step("the agent sees that nobody has confirmed it, and answers", async () => {
    const iris = await agentAt(browser);
    await openConversation(iris, /monstera live in a kitchen/);
    await expect(iris.app.getByRole("heading", { name: address }).first()).toBeVisible();
    await expect(iris.app.getByText("Not confirmed", { exact: true })).toHaveCount(2);
    await expect(iris.app.getByText(`by mail to ${address} (not confirmed)`)).toBeVisible();
    await shot(iris.page, "guest-3-agent");
    await iris.app.getByRole("textbox", { name: "Write a reply" }).fill(answer);
    await iris.app.getByRole("button", { name: "Send reply" }).click();
    await expect(iris.app.locator(".gt-bubble", { hasText: answer })).toBeVisible();
  });

  await test.step("the mail brings the answer and the way back to this conversation", async () => {
    const { text } = await mailTo(address, /has answered you/);
    expect(text).toContain(answer);
    expect(text).toContain("This address was left in our chat");
    const link = /https?:\S+\/case\/\S+/.exec(text)?.[0] ?? "";
    const page = await (await browser.newContext()).newPage();
    await page.goto(link);
    await expect(page.getByText("Can a monstera live in a kitchen?")).toBeVisible();
    await expect(page.getByText(answer)).toBeVisible();
    await shot(page, "guest-4-case");
    await page.getByLabel("Write to us").fill("Thank you!");
    await page.getByRole("button", { name: "Send message" }).click();
    await expect(page.getByText("Thank you!")).toBeVisible();
  });
});

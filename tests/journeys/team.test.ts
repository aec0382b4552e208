import { expect } from "@playwright/test";

import { shot } from "../support/browser.ts";
import { agentAt, customerAt, expectAppAccessible, openConversation, test, write } from "./people.ts";

test("whoever becomes a trainee writes notes and nothing else, at once, and an agent again writes replies", async ({
  browser,
}) => {
  const shopper = await customerAt(browser, "shopper7@example.com");
  await write(shopper, "Does the linen shrink when I wash it?");
  const iris = await agentAt(browser, "/app/team");
  const paolo = await agentAt(browser, "/app/inbox", "paolo");
  await openConversation(paolo, /linen shrink/);
  const role = iris.app.getByLabel("Role of Paolo Ferri");
  await role.selectOption({ label: "Trainee" });
  await expect(iris.page.getByText("Paolo Ferri has a new role")).toBeVisible();
  await shot(iris.page, "team-1-trainee");

  await paolo.page.reload();
  await expect(paolo.app.getByRole("button", { name: "Reply", exact: true })).toBeDisabled();
  await expect(paolo.app.getByRole("button", { name: "Close", exact: true })).toBeDisabled();
  await paolo.app.getByRole("textbox", { name: "Write a note for your team" }).fill("I think it does not.");
  await paolo.app.getByRole("button", { name: "Add note" }).click();
  await expect(paolo.app.getByRole("listitem").filter({ hasText: "I think it does not." })).toBeVisible();
  await shot(paolo.page, "team-2-note");
  await expectAppAccessible(paolo);
  await expect(shopper.chat.getByText("I think it does not.")).toHaveCount(0);

  await role.selectOption({ label: "Agent" });
  await expect(role).toBeEnabled();
  await paolo.page.reload();
  await expect(paolo.app.getByRole("textbox", { name: "Write a reply" })).toBeEnabled();
});

import { expect, type Locator } from "@playwright/test";

import { expectAccessible, shot } from "../support/browser.ts";
import { agentAt, test, type Agent } from "./people.ts";

/** A rule's card, by its name. */
function ruleOf({ app }: Agent, name: string): Locator {
  return app.getByRole("listitem").filter({ has: app.getByRole("heading", { name, exact: true }) });
}

/** Opens a bracketed part of a rule's sentence, by what it is about. */
async function open(rule: Locator, label: string): Promise<void> {
  await rule.getByRole("button", { name: new RegExp(`^${label}: `) }).click();
}

/** People press a choice's words: its round button is drawn over the real one. */
async function choose({ app }: Agent, words: RegExp): Promise<void> {
  await app.locator("label").filter({ hasText: words }).click();
}

async function addRule(agent: Agent, name: string): Promise<Locator> {
  const { app } = agent;
  await app.getByRole("button", { name: "Add a rule" }).click();
  const fresh = ruleOf(agent, "New rule");
  await fresh.getByRole("button", { name: "Rename: New rule" }).click();
  await app.getByLabel("Name of the rule").fill(name);
  await app.getByRole("button", { name: "Done", exact: true }).click();
  return ruleOf(agent, name);
}

async function inCountries(agent: Agent, rule: Locator, countries: readonly string[]): Promise<void> {
  await open(rule, "Countries");
  for (const country of countries) {
    await agent.app.getByRole("textbox", { name: "Countries" }).fill(country);
    await agent.page.keyboard.press("Enter");
  }
  await agent.page.keyboard.press("Escape");
}

async function forTag(agent: Agent, rule: Locator, tag: string): Promise<void> {
  await open(rule, "Products");
  await agent.app.getByRole("menuitem", { name: "Product tags" }).click();
  await agent.app.getByRole("textbox", { name: "Product tags", exact: true }).fill(tag);
  await agent.page.keyboard.press("Enter");
  await agent.page.keyboard.press("Escape");
}

async function within(agent: Agent, rule: Locator, days: RegExp): Promise<void> {
  await open(rule, "Return window");
  await choose(agent, days);
  await agent.page.keyboard.press("Escape");
}

test("a manager writes a policy for three regions and two product groups from the page alone, and publishes it", async ({
  browser,
}) => {
  const iris = await agentAt(browser, "/app/settings");
  const { app, page } = iris;
  await app.getByRole("link", { name: "Return policy" }).click();
  await expect(app.getByRole("heading", { name: "Return policy", level: 1 })).toBeVisible();
  await expectAccessible(page, ["iframe[name=app-iframe]", "body"]);

  await test.step("three regions", async () => {
    const europe = await addRule(iris, "Europe");
    await inCountries(iris, europe, ["Germany", "France", "Italy"]);
    await within(iris, europe, /^30 days$/);
    const canada = await addRule(iris, "Canada");
    await inCountries(iris, canada, ["Canada"]);
    await within(iris, canada, /^90 days$/);
    const states = await addRule(iris, "United States");
    await inCountries(iris, states, ["United States"]);
    await within(iris, states, /^14 days$/);
    await expect(states).toContainText("Customers in United States can return anything within 14 days");
  });

  await test.step("two groups of products, with a cost that is checked as it is typed", async () => {
    const seeds = await addRule(iris, "Seeds");
    await forTag(iris, seeds, "seeds");
    await open(seeds, "Whether it comes back");
    await choose(iris, /^Final sale/);
    await page.keyboard.press("Escape");
    await expect(seeds).toContainText("cannot return products tagged seeds: it is final sale.");

    const pots = await addRule(iris, "Pots");
    await forTag(iris, pots, "pots");
    await open(pots, "Cost of: refund");
    await app.getByLabel("Fixed amount per return").fill("1,000");
    await expect(app.getByText(/Enter an amount in/)).toBeVisible();
    await app.getByLabel("Fixed amount per return").fill("5.00");
    await page.keyboard.press("Escape");
    await expect(pots).toContainText("A refund costs €5.00.");
    await shot(page, "policy-1-rules");
  });

  await test.step("the preview follows", async () => {
    const preview = app.getByRole("region", { name: "What the shopper sees" });
    await app.getByLabel("Order", { exact: true }).selectOption({ label: "A made-up order" });
    await app.getByLabel("Shipped to").selectOption({ label: "Canada" });
    await app.getByLabel("Delivered days ago").fill("60");
    await expect(preview).toContainText("Rule: Canada");
    await app.getByLabel("Shipped to").selectOption({ label: "United States" });
    await expect(preview).toContainText("The return window closed on");
    await app.getByLabel("More product tags").fill("seeds");
    await expect(preview).toContainText("This item was sold as final sale.");
    await shot(page, "policy-2-preview");
  });

  await test.step("a rule that can never decide is told where it stands, and keeps the policy from being published", async () => {
    await ruleOf(iris, "Canada").getByRole("button", { name: "Duplicate: Canada" }).click();
    await expect(app.getByText("One thing to correct before publishing")).toBeVisible();
    await expect(app.getByRole("button", { name: "Publish", exact: true })).toBeDisabled();
    const copy = ruleOf(iris, "Canada (copy)");
    await expect(copy).toContainText("“Canada” above already decides everything this rule could.");
    await copy.getByRole("button", { name: "Delete: Canada (copy)" }).click();
    await expect(app.getByText("“Canada (copy)” is deleted.").first()).toBeVisible();
  });

  await test.step("nothing is lost on reload, and publishing says what changes", async () => {
    await expect(app.getByText("Saved", { exact: true })).toBeVisible();
    await page.reload();
    await expect(ruleOf(iris, "Pots")).toContainText("A refund costs €5.00.");
    await app.getByRole("button", { name: "Publish", exact: true }).click();
    const dialog = app.getByRole("dialog");
    await expect(dialog).toContainText("Added: Pots, Seeds, United States, Canada, Europe");
    await dialog.getByLabel("Note for the team").fill("Regions and groups");
    await shot(page, "policy-3-publish");
    await dialog.getByRole("button", { name: "Publish", exact: true }).click();
    await expect(app.getByText("Regions and groups")).toBeVisible();
    await expect(app.getByText("Live now")).toBeVisible();
  });
  await expectAccessible(page, ["iframe[name=app-iframe]", "body"]);
});

import { expect } from "@playwright/test";
import { test } from "./people.ts";

import { places, shot } from "../support/browser.ts";

test("the demo's three addresses answer a person's browser", async ({ page }) => {
  await page.goto(places.storefront);
  await expect(page).toHaveTitle(/Fern & Flax/);
  await shot(page, "storefront");

  await page.goto(places.mailbox);
  await expect(page.locator("body")).toContainText(/mail/i);

  await page.goto(places.admin);
  await expect(page.locator("body")).toContainText("Goodturn");
  await shot(page, "admin");
});

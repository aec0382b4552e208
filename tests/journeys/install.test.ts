import { expect, type Page } from "@playwright/test";
import { createHmac } from "node:crypto";

import { places, shot } from "../support/browser.ts";
import { agentAt, control, test } from "./people.ts";

const soon = { timeout: 45_000 };
/** What the app's address asks App Bridge's token for, in the demo. */
const secret = "goodturn-dev-secret";

/** The same token as it looks when its minute has long passed; Shopify's signature stands. */
function expired(token: string): string {
  const [head = "", payload = ""] = token.split(".");
  const past = Math.floor(Date.now() / 1000) - 3_600;
  const claims = {
    ...JSON.parse(Buffer.from(payload, "base64url").toString()),
    iat: past,
    nbf: past,
    exp: past + 60,
  };
  const signed = `${head}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

/** Lets the next request for a page's data leave with a token that has expired; how many were sent so. */
async function spoilNextToken(page: Page): Promise<() => number> {
  let spoilt = 0;
  await page.route("**/*.data*", async (route) => {
    const headers = route.request().headers();
    const token = headers["authorization"]?.replace("Bearer ", "");
    if (spoilt > 0 || !token) return route.fallback();
    spoilt += 1;
    return route.continue({ headers: { ...headers, authorization: `Bearer ${expired(token)}` } });
  });
  return () => spoilt;
}

test("a shop that installs the app sees its orders come in, and then what there is to do", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  await control("app", { do: "uninstall" });
  await control("app", { do: "install" });
  // Shopify takes its time to read all orders: so there is something to see.
  for (const times of ["1", "1"])
    await control("fault", { kind: "slow", match: "bulkOperationRunQuery", times });

  const iris = await agentAt(browser, "/app");
  await expect(iris.app.getByRole("heading", { name: "Hello, Iris" })).toBeVisible(soon);
  await expect(iris.app.getByRole("heading", { name: "Bringing in your orders and customers" })).toBeVisible(
    soon,
  );
  await expect(iris.app.getByRole("progressbar").first()).toBeVisible();
  await shot(iris.page, "install-1-progress");

  await expect(iris.app.getByRole("heading", { name: "Bringing in your orders and customers" })).toBeHidden(
    soon,
  );
  await expect(iris.app.getByText("Your orders and customers are here")).toBeVisible();
  for (const figure of ["Assigned to you", "Unassigned", "Returns to approve", "Parcels to refund"]) {
    await expect(iris.app.getByRole("link", { name: new RegExp(`^${figure}\\s*\\d`) })).toBeVisible();
  }
  await shot(iris.page, "install-2-done");
});

test("the admin's own menu, a reload deep in the app and old tokens just work", async ({ browser }) => {
  const iris = await agentAt(browser, "/app");
  const menu = iris.page.getByRole("navigation", { name: "Admin" });
  await expect(iris.app.getByRole("heading", { name: "Hello, Iris" })).toBeVisible();

  await test.step("the menu leads through the app without loading it anew", async () => {
    await iris.app.locator("body").evaluate((body) => body.setAttribute("data-same", "yes"));
    for (const name of ["Inbox", "Returns", "Settings"]) {
      await menu.getByRole("link", { name, exact: true }).click();
      await expect(iris.app.getByRole("heading", { name, level: 1 })).toBeAttached();
      await expect(iris.page).toHaveURL(new RegExp(`/apps/goodturn/app/${name.toLowerCase()}`));
    }
    await expect(iris.app.locator("body")).toHaveAttribute("data-same", "yes");
  });

  await test.step("a reload deep in the app stays where it was", async () => {
    await menu.getByRole("link", { name: "Inbox", exact: true }).click();
    await iris.app.getByRole("link", { name: /张伟/ }).first().click();
    await expect(iris.app.getByRole("textbox", { name: "Write a reply" })).toBeVisible();
    const address = iris.page.url();
    expect(address).toMatch(/\/app\/inbox\/[\w-]{20,}/);
    await iris.page.reload();
    await expect(iris.app.getByRole("heading", { name: "张伟" }).first()).toBeVisible();
    expect(iris.page.url()).toBe(address);
  });

  await test.step("an expired session token is exchanged for a fresh one without a word", async () => {
    const spoilt = await spoilNextToken(iris.page);
    await menu.getByRole("link", { name: "Returns", exact: true }).click();
    await expect(iris.app.getByRole("heading", { name: "Returns", level: 1 })).toBeVisible();
    expect(spoilt(), "requests that left with an expired token").toBe(1);
  });

  await test.step("so is one in the address of the app, and the shop's own tokens", async () => {
    await control("app", { do: "expire" });
    await iris.page.route(/id_token=/, async (route) => {
      const url = new URL(route.request().url());
      url.searchParams.set("id_token", expired(url.searchParams.get("id_token") ?? ""));
      await iris.page.unroute(/id_token=/);
      return route.continue({ url: url.href });
    });
    await iris.page.reload();
    await expect(iris.app.getByRole("heading", { name: "Returns", level: 1 })).toBeVisible(soon);
    await shot(iris.page, "install-3-old-token");
  });

  await test.step("a browser that keeps no cookies sees the same", async () => {
    const cookies = await iris.page.context().cookies(places.admin.replace(/\d+$/, String(places.base + 4)));
    expect(cookies).toEqual([]);
  });
});

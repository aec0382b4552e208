import { expect } from "@playwright/test";

import { expectAccessible, shot } from "../support/browser.ts";
import { agentAt, test, type Agent } from "./people.ts";

const lane = ({ app }: Agent, name: string) => app.getByRole("region", { name });

test("two requests are approved together, one of them taken back in time", async ({ browser }) => {
  const iris = await agentAt(browser, "/app/returns");
  const requests = lane(iris, "To approve").getByRole("article");
  await expect(requests.first()).toBeVisible();
  await expectAccessible(iris.page, ["iframe[name=app-iframe]", "body"]);
  const names = await requests
    .getByRole("link")
    .evaluateAll((links) => links.slice(0, 2).map((link) => link.textContent?.match(/#\d+-R\d+/)?.[0] ?? ""));
  const choose = (name: string) => requests.getByRole("checkbox", { name: `Choose ${name}` }).check();
  const [first = "", second = ""] = names;
  await choose(first);
  await choose(second);
  await lane(iris, "To approve").getByRole("button", { name: "Approve 2" }).click();
  await expect(iris.app.getByText("2 returns are about to be approved")).toBeVisible();
  await shot(iris.page, "board-approving");
  await iris.app.getByRole("button", { name: "Take back" }).click();
  await expect(iris.app.getByText("are about to be approved")).toBeHidden();
  await choose(first);
  await lane(iris, "To approve").getByRole("button", { name: "Approve 1" }).click();
  await expect(lane(iris, "On the way").getByText(first, { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(lane(iris, "To approve").getByText(second, { exact: true })).toBeVisible();
});

test("the board is searched and filtered, and the address keeps it", async ({ browser }) => {
  const iris = await agentAt(browser, "/app/returns");
  const cards = iris.app.getByRole("article");
  await expect(cards.first()).toBeVisible();
  const name = (await cards.first().getByRole("link").innerText()).split("\n")[0] ?? "";
  await iris.app.getByPlaceholder("Return, order, customer, product").fill(name);
  await expect(cards).toHaveCount(1);
  await iris.app.getByPlaceholder("Return, order, customer, product").fill("nothing is called this");
  await expect(cards).toHaveCount(0);
  await iris.app.getByRole("button", { name: "Table" }).click();
  await expect(iris.app.getByText("No returns here")).toBeVisible();
});

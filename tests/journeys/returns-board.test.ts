import { expect } from "@playwright/test";

import { expectAccessible, shot } from "../support/browser.ts";
import { agentAt, test, type Agent } from "./people.ts";

const lane = ({ app }: Agent, name: string) => app.getByRole("region", { name });

test("two requests are approved together, one of them taken back in time", async ({ browser }) => {
  const iris = await agentAt(browser, "/app/returns");
  const requests = lane(iris, "To approve").getByRole("article");
  await expect(requests.first()).toBeVisible();
  const before = await requests.count();
  const boxes = requests.getByRole("checkbox");
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await lane(iris, "To approve").getByRole("button", { name: "Approve 2" }).click();
  await expect(iris.app.getByText("2 returns are about to be approved")).toBeVisible();
  await shot(iris.page, "board-approving");
  await iris.app.getByRole("button", { name: "Take back" }).click();
  await expect(iris.app.getByText("are about to be approved")).toBeHidden();
  await expect(requests).toHaveCount(before);
  await boxes.nth(0).check();
  await lane(iris, "To approve").getByRole("button", { name: "Approve 1" }).click();
  await expect(requests).toHaveCount(before - 1, { timeout: 30_000 });
  await expectAccessible(iris.page, ["iframe[name=app-iframe]", "main, #main, body"]);
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

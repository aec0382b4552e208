import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "vitest";
import { inBrowser, openTalk, openTheShop, picture, visit, write, type Visited } from "./support/visit.ts";

const question = "Where shall we answer if you leave?";
const phone = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true };

/** A guest has written while nobody is there. */
async function written(...[page, device]: Parameters<typeof visit>): Promise<Visited> {
  const visited = await visit(page, device);
  visited.portal.open = false;
  await openTalk(visited);
  await write(visited, "Is the olive tree hardy?");
  return visited;
}

const addresses = ({ portal }: Visited) =>
  portal.calls.filter(({ name }) => name === "address").map(({ body }) => body["email"]);

inBrowser("where to answer a guest who leaves", () => {
  openTheShop();

  test("it is asked when nobody is there, checked, kept, and can be changed", async () => {
    const visited = await written();
    const { page } = visited;
    const field = page.getByLabel(question);
    await field.fill("noor at example");
    await page.getByRole("button", { name: "Answer me there" }).click();
    await page.getByText("Enter an email address, like name@example.com.").waitFor();
    await picture(visited, "leave-wrong");
    await field.fill("noor@example.com");
    await page.keyboard.press("Enter");
    await page.getByText("If you leave, we answer to noor@example.com.").first().waitFor();
    await picture(visited, "leave-kept");
    await page.getByRole("button", { name: "Change" }).click();
    expect(await field.inputValue()).toBe("noor@example.com");
    await field.fill("noor@example.org");
    await page.keyboard.press("Enter");
    await page.getByText("If you leave, we answer to noor@example.org.").first().waitFor();
    expect(addresses(visited)).toEqual(["noor@example.com", "noor@example.org"]);
    await page.reload();
    await page.getByRole("button", { name: "Open the chat" }).click();
    await page.getByText("Sent", { exact: true }).waitFor();
    expect(await page.getByLabel(question).count()).toBe(0);
  });

  test("skipped, it is not asked again, and the focus stays in the chat", async () => {
    const visited = await written({}, phone);
    const { page } = visited;
    await page.getByLabel(question).waitFor();
    await picture(visited, "leave-phone");
    await page.getByRole("button", { name: "Skip" }).click();
    expect(await page.getByLabel(question).count()).toBe(0);
    await page.locator(".scroll:focus").waitFor();
    await write(visited, "Hello?");
    await page.reload();
    await page.getByRole("button", { name: "Open the chat" }).click();
    await page.getByText("Hello?").waitFor();
    expect(await page.getByLabel(question).count()).toBe(0);
  });

  test("while people are there it is asked when no answer has come in half a minute, not before", async () => {
    const visited = await visit();
    const { page } = visited;
    await openTalk(visited);
    await page.clock.install();
    await write(visited, "Is the olive tree hardy?");
    await page.getByText("Sent", { exact: true }).waitFor();
    await page.clock.runFor(25_000);
    expect(await page.getByLabel(question).count()).toBe(0);
    await page.clock.runFor(10_000);
    await page.getByLabel(question).waitFor();
    await page.locator("[aria-live=polite]", { hasText: question }).waitFor();
  });

  test("an answer that comes meanwhile takes nothing away that is being typed", async () => {
    const visited = await written();
    const { page, portal } = visited;
    await page.getByLabel(question).fill("noor@exam");
    await expect.poll(() => portal.streams()).toBe(1);
    portal.say("Down to minus five.");
    await page.getByText("Down to minus five.", { exact: true }).waitFor();
    expect(await page.getByLabel(question).inputValue()).toBe("noor@exam");
  });

  test("whoever can be reached is not asked", async () => {
    const visited = await visit();
    visited.portal.open = false;
    visited.portal.reachable = true;
    await openTalk(visited);
    await write(visited, "Is the olive tree hardy?");
    await visited.page.getByText("Sent", { exact: true }).waitFor();
    expect(await visited.page.getByLabel(question).count()).toBe(0);
  });

  test("axe finds nothing wrong with it in the dark", async () => {
    const visited = await written({ settings: { scheme: "dark" } });
    const { page } = visited;
    await page.getByLabel(question).waitFor();
    await page.getByRole("button", { name: "Answer me there" }).click();
    await picture(visited, "leave-dark");
    const axe = new AxeBuilder({ page }).setLegacyMode(true).include("#goodturn-chat");
    expect((await axe.analyze()).violations.map(({ id }) => id)).toEqual([]);
  });
});

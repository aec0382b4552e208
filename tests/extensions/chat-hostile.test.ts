import { expect, test } from "vitest";
import {
  inBrowser,
  openChat,
  openTalk,
  openTheShop,
  picture,
  until,
  visit,
  write,
  type Visited,
} from "./support/visit.ts";

const HOSTILE = {
  head: '<link rel="stylesheet" href="/theme.css"><script src="/theme.js"></script>',
  body: '<div class="wall"></div><p>A theme of 2009</p>',
};
const STRICT =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' APP; connect-src 'self' APP; base-uri 'none'";

inBrowser("the chat where it is not welcome", () => {
  openTheShop();

  test("patched prototypes, no storage, no idle callback and flooding styles do not break it, nor it them", async () => {
    const visited = await visit(HOSTILE);
    const { page, portal } = visited;
    const button = await page.locator("#goodturn-chat button").first().boundingBox();
    expect(button).toMatchObject({ width: 48, height: 48, x: 1280 - 48 - 20, y: 800 - 48 - 20 });
    await openTalk(visited);
    await page.getByRole("textbox").pressSequentially("a / b");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("Sent", { exact: true }).waitFor();
    expect(portal.messages[0]?.text).toBe("a / b");
    const looks = await page.locator(".bubble").evaluate((bubble) => {
      const { fontSize, color } = getComputedStyle(bubble);
      return { fontSize, color };
    });
    expect(looks).toEqual({ fontSize: "15px", color: "rgb(255, 255, 255)" });
    const onTop = await page.getByRole("dialog").evaluate((panel) => {
      const { x, y } = panel.getBoundingClientRect();
      return document.elementsFromPoint(x + 20, y + 20)[0]?.id;
    });
    expect(onTop).toBe("goodturn-chat");
    await picture(visited, "hostile");
  });

  test("it works under a strict content security policy, without one inline style", async () => {
    const visited = await visit({ csp: STRICT, head: "" });
    await openTalk(visited);
    await write(visited, "Strictly");
    await visited.page.getByText("Sent", { exact: true }).waitFor();
    await until(() => visited.portal.streams() === 1);
    const panel = await visited.page.getByRole("dialog").boundingBox();
    expect(panel?.width).toBe(392);
  });

  test("when our server is down the chat says so and leads to the contact page, and comes back by itself", async () => {
    const visited = await visit();
    const { page, portal } = visited;
    portal.weather.direct = portal.weather.proxy = "down";
    await openChat(visited);
    await page.getByText("The chat is not answering just now. What you write is kept.").waitFor();
    await picture(visited, "server-down");
    const link = page.getByRole("link", { name: "Contact us" }).first();
    expect(await link.getAttribute("href")).toBe(portal.shop + "/pages/contact");
    await page.getByRole("textbox").fill("Written while it was down");
    await page.getByRole("button", { name: "Send" }).click();
    portal.weather.direct = portal.weather.proxy = "up";
    await page.getByText("Sent", { exact: true }).waitFor({ timeout: 20_000 });
    await page.getByText("The chat is not answering").waitFor({ state: "hidden" });
  });

  test("when the panel cannot be loaded there is the contact page, and another try", async () => {
    const { page } = await visit();
    await page.route("**/chat-panel.js*", (route) => route.abort());
    await page.getByRole("button", { name: "Open the chat" }).click();
    await page.getByText("The chat could not be loaded just now.").waitFor();
    await page.getByRole("link", { name: "Contact us" }).click();
    await page.getByRole("heading", { name: "Contact" }).waitFor();
  });

  test("without JavaScript, and with the loader blocked, a contact link stands in the button's place", async () => {
    const { page } = await visit({}, { javaScriptEnabled: false });
    const link = page.getByRole("link", { name: "Contact us" });
    expect(await link.boundingBox()).toMatchObject({ width: 48, height: 48, x: 1212, y: 732 });
    await link.click();
    await page.getByRole("heading", { name: "Contact" }).waitFor();
  });

  test("a page with the chat asks nothing of our servers before the first click", async () => {
    const { page, portal } = await visit();
    await page.waitForTimeout(2500);
    expect(portal.calls).toEqual([]);
    const scripts = await page.evaluate(() =>
      performance.getEntriesByType("resource").map(({ name }) => name),
    );
    expect(scripts.filter((name) => name.includes("chat-")).map((name) => name.split("/").pop())).toEqual([
      "chat-loader.js",
    ]);
  });

  test("the button steps aside while the theme's cart drawer is open", async () => {
    const { page } = await visit();
    const button = page.locator("#goodturn-chat button").first();
    await page.evaluate(() => (document.body.style.overflow = "hidden"));
    await button.waitFor({ state: "hidden" });
    await page.evaluate(() => (document.body.style.overflow = ""));
    await button.waitFor();
  });

  test("the merchant's side, distance and colours are kept, as long as they can be read", async () => {
    const settings = {
      position: "left",
      offset_side: 40,
      offset_bottom: 100,
      accent: "#ffe600",
      accent_text: "#ffffff",
    };
    const visited = await visit({ settings });
    const button = visited.page.locator("#goodturn-chat button").first();
    expect(await button.boundingBox()).toMatchObject({ x: 40, y: 800 - 100 - 48 });
    expect(await button.evaluate((element) => getComputedStyle(element).color)).toBe("rgb(0, 0, 0)");
    await openChat(visited);
    expect((await visited.page.getByRole("dialog").boundingBox())?.x).toBe(40);
    await picture(visited, "yellow-left");
  });

  test("nobody is said to be there who is not, whatever the merchant wrote", async () => {
    const visited = await visit({
      settings: { reply_line: "We answer in a minute", hours: "Mon to Fri, 9 to 18" },
    });
    visited.portal.open = false;
    await openChat(visited);
    await visited.page.getByText("We are closed until Monday").first().waitFor();
    await visited.page.getByText("Mon to Fri, 9 to 18").waitFor();
    expect(await visited.page.getByText("We answer in a minute").count()).toBe(0);
    await openPerson(visited);
    await visited.page.getByText("Nobody is here right now.").first().waitFor();
  });
});

async function openPerson({ page }: Visited): Promise<void> {
  await page.getByRole("button", { name: /Talk to a person/ }).click();
}

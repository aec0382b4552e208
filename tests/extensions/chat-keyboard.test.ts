import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "vitest";
import { order } from "./support/fake-answers.ts";
import type { ShopPage } from "./support/shop-page.ts";
import {
  inBrowser,
  openChat,
  openTalk,
  openTheShop,
  picture,
  visit,
  write,
  type Visited,
} from "./support/visit.ts";

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const dark = `<style>body { margin: 0; background: #14181a; color: #eee; font-family: system-ui; }</style>`;

inBrowser("the chat by keyboard and screen reader", () => {
  openTheShop();

  test("it opens with Enter, keeps the focus inside, and gives it back on Escape", async () => {
    const { page } = await visit();
    const button = page.locator("#goodturn-chat button").first();
    await button.focus();
    expect(await button.getAttribute("aria-expanded")).toBe("false");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Chat with Fern & Flax" }).waitFor();
    await page.getByText("We answer here until 18:00").first().waitFor();
    expect(await button.getAttribute("aria-expanded")).toBe("true");

    const visited = new Set<string>();
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press("Tab");
      visited.add(await focusedName(page));
    }
    expect([...visited]).not.toContain("");
    expect(visited.size).toBe(8);
    await page.keyboard.press("Shift+Tab");
    expect(visited).toContain(await focusedName(page));

    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    expect(await focusedName(page)).toBe("Open the chat");
  });

  test("a question can be asked, and its answer heard, without a mouse", async () => {
    const { page, portal } = await visit();
    await page.locator("#goodturn-chat button").first().focus();
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: "Ask a question" }).focus();
    await page.keyboard.type("Is the fern pet safe?\n");
    await page.getByText("Sent", { exact: true }).waitFor();
    await expect.poll(() => portal.streams()).toBe(1);
    portal.say("Yes, it is.");
    await page.locator("[aria-live=polite]", { hasText: "Iris: Yes, it is." }).waitFor();
  });

  test("keys pressed in the chat are not the theme's hotkeys", async () => {
    const visited = await visit({
      body: `<p>Shop</p><script>addEventListener("keydown", () => { window.keys = (window.keys ?? 0) + 1; });</script>`,
    });
    await openTalk(visited);
    await visited.page.getByRole("textbox").pressSequentially("/search");
    expect(await visited.page.evaluate(() => (window as { keys?: number }).keys ?? 0)).toBe(0);
  });

  test.each([
    ["on a light shop", {}, {}],
    ["on a dark shop", { head: dark }, {}],
    ["on a phone", {}, phone],
    ["at 320 pixels", {}, { viewport: { width: 320, height: 568 } }],
    ["right to left", { dir: "rtl" as const }, {}],
    ["in Chinese", { locale: "zh-CN" }, {}],
  ])("axe finds nothing serious on any screen %s", async (name, page: ShopPage, device) => {
    const visited = await visit(page, device);
    const zh = page.locale === "zh-CN";
    visited.portal.proven = true;
    visited.portal.orders = [order];
    const tab = visited.page;
    const tag = name.replace(/\W+/g, "-");
    const look = async (screen: string) => {
      await picture(visited, `${tag}-${screen}`);
      await checked(visited);
    };
    await tab.getByRole("button", { name: zh ? "打开聊天" : "Open the chat" }).click();
    await tab.getByText(zh ? "我的订单在哪里" : "Where is my order").waitFor();
    await look("home");
    await tab.getByText(zh ? "我的订单在哪里" : "Where is my order").click();
    await tab.getByText("4 days late").waitFor();
    await look("order");
    await tab.getByRole("button", { name: zh ? "查找其他订单" : "Find another order" }).click();
    await tab.getByRole("textbox").first().waitFor();
    await look("lookup");
    await tab.getByRole("button", { name: zh ? "联系人工客服" : "Talk to a person" }).click();
    await tab.getByRole("textbox").fill("Hello مرحبا 你好");
    await tab.getByRole("button", { name: zh ? "发送" : "Send" }).click();
    await tab.getByText(zh ? "已发送" : "Sent", { exact: true }).waitFor();
    visited.portal.say("Here it is", { card: { kind: "order", order } });
    await tab.getByText("Here it is", { exact: true }).waitFor();
    await look("talk");
  });

  test("nothing moves on the page while the chat loads and opens", async () => {
    const visited = await visit();
    await visited.page.evaluate(() => {
      const shop = window as { shift?: number };
      shop.shift = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shop.shift! += (entry as unknown as { value: number }).value;
      }).observe({ type: "layout-shift", buffered: true });
    });
    await openChat(visited);
    await visited.page.waitForTimeout(400);
    expect(await visited.page.evaluate(() => (window as { shift?: number }).shift)).toBeLessThanOrEqual(0.02);
  });

  test("at 200 % zoom everything can still be read and reached", async () => {
    const visited = await visit({}, { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });
    await openTalk(visited);
    await write(visited, "A".repeat(500));
    await visited.page.getByText("Sent", { exact: true }).waitFor();
    const panel = await visited.page.getByRole("dialog").boundingBox();
    expect(panel).toMatchObject({ x: 0, y: 0, width: 640, height: 400 });
    const wide = await visited.page.locator(".scroll").evaluate((box) => box.scrollWidth - box.clientWidth);
    expect(wide).toBe(0);
  });
});

async function checked({ page }: Visited): Promise<void> {
  await page.waitForTimeout(250);
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .include("#goodturn-chat")
    .analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`)).toEqual([]);
}

/** The accessible name of what has the focus, inside our shadow root; empty when the focus is elsewhere. */
function focusedName(page: Visited["page"]): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement?.shadowRoot?.activeElement;
    return focused?.getAttribute("aria-label") ?? focused?.textContent ?? "";
  });
}

import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, vi } from "vitest";
import { chromiumPath, openBrowser, ordinary } from "./browser.ts";
import { fakePortal } from "./fake-portal.ts";
import type { FakePortal } from "./fake-talk.ts";
import { openShop, type Shop, type ShopPage } from "./shop-page.ts";

const pictures = path.resolve(".data/screenshots/widget");

/** Errors nobody caught. What the browser itself logs about a server that is down is not one. */
const uncaught: string[] = [];

export type Visited = { page: Page; portal: FakePortal };

let browser: Browser;
let portal: FakePortal;
let shop: Shop;

/** Tests that need a real browser; skipped, saying so, on a machine without Chromium. */
export const inBrowser = describe.skipIf(!chromiumPath);

/** One browser and one shop for a file of tests. */
export function openTheShop(): void {
  vi.setConfig({ testTimeout: 40_000, hookTimeout: 60_000 });
  if (!chromiumPath) return;
  beforeAll(async () => {
    shop = await openShop();
    portal = await fakePortal((address) => shop.site(address));
    browser = await openBrowser();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    portal.reset();
    const found = uncaught.splice(0);
    if (found.length > 0) throw new Error("Uncaught on the page:\n" + found.join("\n"));
  });
  afterAll(async () => {
    await browser.close();
    await portal.close();
  });
}

/** Somebody comes to a page of the shop. */
export async function visit(page: ShopPage = {}, device: BrowserContextOptions = {}): Promise<Visited> {
  shop.page = page;
  const context = await browser.newContext({
    ...ordinary,
    viewport: { width: 1280, height: 800 },
    ...device,
  });
  const tab = await context.newPage();
  tab.setDefaultTimeout(12_000);
  tab.on("pageerror", (error) => uncaught.push(error.message));
  await tab.goto(portal.shop);
  return { page: tab, portal };
}

/** Opens the chat with a click, and waits for its first view. */
export async function openChat({ page }: Visited): Promise<void> {
  await page.getByRole("button", { name: "Open the chat" }).click();
  await page.getByRole("dialog").waitFor();
}

/** Straight to the conversation, as "Talk to a person" leads there. */
export async function openTalk(visited: Visited): Promise<void> {
  await openChat(visited);
  await visited.page.getByRole("button", { name: /Talk to a person/ }).click();
  await visited.page.getByRole("textbox", { name: "Your message" }).waitFor();
}

export async function write({ page }: Visited, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Your message" }).fill(text);
  await page.getByRole("button", { name: "Send" }).click();
}

/** A picture to be looked at by a person, in a folder git does not see. */
export async function picture({ page }: Visited, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: path.join(pictures, name + ".png") });
}

/** Waits until something that changes outside the page is so. */
export async function until(what: () => boolean, within = 10_000): Promise<void> {
  const end = Date.now() + within;
  while (!what()) {
    if (Date.now() > end) throw new Error("It did not happen in time: " + what.toString());
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

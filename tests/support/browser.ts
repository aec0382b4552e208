import AxeBuilder from "@axe-core/playwright";
import { expect, type LaunchOptions, type Page } from "@playwright/test";

import { portsFrom } from "../tools/demo-settings.ts";
import { findBrowser } from "../tools/browser.mjs";

const base = Number(process.env["GOODTURN_PORT_BASE"] ?? 4500);
const ports = portsFrom(base);

/** Where the journeys' own demo answers. */
export const places = {
  base,
  admin: `http://localhost:${ports.admin}`,
  storefront: `http://localhost:${ports.storefront}`,
  mailbox: `http://localhost:${ports.mailbox}`,
  app: `http://localhost:${ports.web}`,
};

const quiet = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** How to start Chromium here: whichever is installed, and without its sandbox only for root, who cannot have one. */
export function browserLaunch(): LaunchOptions {
  const executablePath = findBrowser();
  const args = process.getuid?.() === 0 ? ["--no-sandbox", ...quiet] : quiet;
  return executablePath ? { executablePath, args } : { args };
}

/** Shopify's library answers 410 to what calls itself headless; people do not. */
export const userAgent =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

/** Leaves a picture in .data/screenshots, to be looked at. */
export async function shot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `.data/screenshots/${name}.png` });
}

/**
 * Fails with what axe finds serious or critical on the page, frames included, or inside `within` alone: a
 * selector, or the way through frames to one.
 */
export async function expectAccessible(page: Page, within?: string | string[]): Promise<void> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (within ? axe.include(within) : axe).analyze();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const told = grave.map(
    ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map(({ html }) => html).join("\n  ")}`,
  );
  expect(told, "what axe finds serious").toEqual([]);
}

import { expect, type Browser, type BrowserContext, type FrameLocator, type Locator, type Page } from "@playwright/test";

import { places, userAgent } from "../support/browser.ts";

/** A person's own browser: their cookies, their storage, their window. */
async function ownBrowser(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({ userAgent, locale: "en-US", timezoneId: "Europe/Berlin" });
}

export type Shopper = { readonly page: Page; readonly chat: Locator };

/** A shopper at the store with the chat open. */
export async function shopperAt(browser: Browser, path = "/"): Promise<Shopper> {
  const page = await (await ownBrowser(browser)).newPage();
  await page.goto(places.storefront + path);
  await page.getByRole("button", { name: "Open the chat" }).click();
  const chat = page.getByRole("dialog", { name: /^Chat with/ });
  await expect(chat).toBeVisible();
  return { page, chat };
}

export type Agent = { readonly page: Page; readonly app: FrameLocator };

/** Somebody of the team in the Shopify admin, at a page of Goodturn. */
export async function agentAt(browser: Browser, path = "/app/inbox", as = "iris"): Promise<Agent> {
  const page = await (await ownBrowser(browser)).newPage();
  await page.goto(`${places.admin}/store/fern-and-flax/apps/goodturn${path}?as=${as}`);
  return { page, app: page.frameLocator("iframe[name=app-iframe]") };
}

type Mail = { readonly subject: string; readonly text: string };

/** The newest mail to somebody whose subject fits; waits for it. */
export async function mailTo(address: string, subject: RegExp): Promise<Mail> {
  let found: Mail | undefined;
  await expect
    .poll(
      async () => {
        const response = await fetch(`${places.mailbox}/api/messages?to=${encodeURIComponent(address)}`);
        const mails = (await response.json()) as Mail[];
        found = mails.find((mail) => subject.test(mail.subject));
        return found !== undefined;
      },
      { message: `a mail to ${address}: ${subject}`, timeout: 30_000 },
    )
    .toBe(true);
  return found as Mail;
}

/** Finds Noor's order in the chat with the code from her mail, up to the order card. */
export async function proveOrder(shopper: Shopper, order = "#1001", email = "noor@example.com"): Promise<void> {
  const { chat } = shopper;
  await chat.getByRole("button", { name: /Where is my order/ }).click();
  await chat.getByLabel("Order number").fill(order);
  await chat.getByLabel("Email you ordered with").fill(email);
  await chat.getByRole("button", { name: "Send me a code" }).click();
  const mail = await mailTo(email, /is your code/);
  await chat.getByLabel("Six-digit code").fill(/\b\d{6}\b/.exec(mail.subject)?.[0] ?? "");
  await chat.getByRole("button", { name: "Show my order" }).click();
  await expect(chat.getByText(order).first()).toBeVisible();
}

import {
  expect,
  test as base,
  type Browser,
  type BrowserContext,
  type FrameLocator,
  type Locator,
  type Page,
} from "@playwright/test";

import { expectAccessible, places, userAgent } from "../support/browser.ts";

const open: BrowserContext[] = [];

/** A story, at whose end everybody closes their browser. */
export const test = base.extend<{ goHome: void }>({
  goHome: [
    async ({}, play) => {
      await play();
      await Promise.all(open.splice(0).map((own) => own.close()));
    },
    { auto: true },
  ],
});

let people = 0;

/** A person's own browser: their cookies, their storage, their window, and an address of their own. */
export async function ownBrowser(browser: Browser): Promise<BrowserContext> {
  const from = `${userAgent} From/203.0.113.${(people += 1) % 256}`;
  const own = await browser.newContext({ userAgent: from, locale: "en-US", timezoneId: "Europe/Berlin" });
  open.push(own);
  return own;
}

export type Shopper = { readonly page: Page; readonly chat: Locator };

/** A shopper at the store with the chat open. */
export async function shopperAt(browser: Browser, path = "/"): Promise<Shopper> {
  const page = await (await ownBrowser(browser)).newPage();
  await page.goto(places.storefront + path);
  return withChat(page);
}

/** A shopper who is signed in at the store, with the chat open: no code is needed. */
export async function customerAt(browser: Browser, email: string): Promise<Shopper> {
  const page = await (await ownBrowser(browser)).newPage();
  await page.goto(`${places.storefront}/account`);
  await page.getByLabel("Somebody else, by e-mail").fill(email);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: /^Hello/ })).toBeVisible();
  return withChat(page);
}

async function withChat(page: Page): Promise<Shopper> {
  await page.getByRole("button", { name: "Open the chat" }).click();
  const chat = page.getByRole("dialog", { name: /^Chat with/ });
  await expect(chat).toBeVisible();
  return { page, chat };
}

/** Writes one message in the chat, from wherever the chat stands. */
export async function write({ chat }: Shopper, text: string): Promise<void> {
  await chat.getByRole("textbox", { name: /^(Your message|Ask a question)$/ }).fill(text);
  await chat.getByRole("button", { name: "Send", exact: true }).click();
}

/** A signed-in shopper buys one thing; the number of the new order. */
async function buy({ page }: Shopper, product: string): Promise<string> {
  await page.goto(`${places.storefront}/products/${product}`);
  await page.getByRole("button", { name: "Buy now" }).click();
  const name = /#\d+/.exec(await page.getByRole("heading", { level: 1 }).innerText())?.[0];
  if (!name) throw new Error("The order page shows no number");
  return name;
}

export type Agent = { readonly page: Page; readonly app: FrameLocator };

/** Somebody of the team in the Shopify admin, at a page of Goodturn. */
export async function agentAt(browser: Browser, path = "/app/inbox", as = "iris"): Promise<Agent> {
  const page = await (await ownBrowser(browser)).newPage();
  await page.goto(`${places.admin}/store/fern-and-flax/apps/goodturn${path}?as=${as}`);
  return { page, app: page.frameLocator("iframe[name=app-iframe]") };
}

type Mail = { readonly id: string; readonly subject: string; readonly text: string };

/** Everything that was mailed to somebody, the newest first. */
async function mailsTo(address: string): Promise<Mail[]> {
  const response = await fetch(`${places.mailbox}/api/messages?to=${encodeURIComponent(address)}`);
  return (await response.json()) as Mail[];
}

async function waitForMail(address: string, subject: RegExp, old = new Set<string>()): Promise<Mail> {
  let found: Mail | undefined;
  const look = async () => {
    const mails = await mailsTo(address);
    found = mails.find((mail) => subject.test(mail.subject) && !old.has(mail.id));
    return found !== undefined;
  };
  await expect.poll(look, { message: `a mail to ${address}: ${subject}`, timeout: 120_000 }).toBe(true);
  return found as Mail;
}

/** The newest mail to somebody whose subject fits; waits for it. */
export async function mailTo(address: string, subject: RegExp): Promise<Mail> {
  return waitForMail(address, subject);
}

/** Asks for a code and waits for the mail that brings it; earlier codes do not count. */
export async function codeTo(address: string, ask: () => Promise<void>): Promise<string> {
  const old = new Set((await mailsTo(address)).map(({ id }) => id));
  await ask();
  const { subject } = await waitForMail(address, /\b\d{6}\b/, old);
  return /\b\d{6}\b/.exec(subject)?.[0] ?? "";
}

/** Finds Noor's order in the chat with the code from her mail, up to the order card. */
export async function proveOrder(
  shopper: Shopper,
  order = "#1001",
  email = "noor@example.com",
): Promise<void> {
  const { chat } = shopper;
  await chat.getByRole("button", { name: /Where is my order/ }).click();
  await chat.getByLabel("Order number").fill(order);
  await chat.getByLabel("Email you ordered with").fill(email);
  const code = await codeTo(email, () => chat.getByRole("button", { name: "Send me a code" }).click());
  await chat.getByLabel("Six-digit code").fill(code);
  await chat.getByRole("button", { name: "Show my order" }).click();
  await expect(chat.getByRole("heading", { name: "Your orders" })).toBeVisible();
  await expect(chat.getByText(order).first()).toBeVisible();
}

/** Presses a control of the stand-in store: its clock, its weather, its luck. */
export async function control(what: string, sent: Record<string, string>): Promise<void> {
  const address = `${places.admin}/store/fern-and-flax/controls/${what}`;
  const answer = await fetch(address, {
    method: "POST",
    body: new URLSearchParams(sent),
    redirect: "manual",
  });
  expect(answer.status, `the control ${what}`).toBeLessThan(400);
}

/** What the store's own ledger says went back for an order, e.g. ["€49.00"]; one entry for each refund. */
export async function refundsOf(order: string): Promise<string[]> {
  const read = async (path: string) => (await fetch(places.admin + path)).text();
  const list = await read(`/store/fern-and-flax/orders?q=${encodeURIComponent(order)}`);
  const link = new RegExp(`href="([^"]*/orders/\\d+)[^"]*"[^>]*>(?:<[^>]+>)*${order}\\b`).exec(list)?.[1];
  if (!link) throw new Error(`The store's admin lists no order ${order}`);
  return [...(await read(link)).matchAll(/<b class="strong">Refund ([^<]+)<\/b>/g)].map(
    ([, sum]) => sum ?? "",
  );
}

/** Opens somebody's conversation in the inbox from its list. */
export async function openConversation(agent: Agent, who: string | RegExp): Promise<void> {
  const row = agent.app
    .getByRole("region", { name: "Conversations" })
    .getByRole("link", { name: who })
    .first();
  await row.click();
  await expect(agent.app.getByRole("textbox", { name: "Write a reply" })).toBeVisible();
}

/** As long as something may take that goes to the store and back. */
export const sure = { timeout: 30_000 };

/** Somebody buys a thing and changes their mind; the order's number and what they wrote. */
export async function regretted(browser: Browser, email: string): Promise<{ order: string; text: RegExp }> {
  const shopper = await customerAt(browser, email);
  const order = await buy(shopper, "linen-napkins");
  await shopper.page.getByRole("button", { name: "Open the chat" }).click();
  await write(shopper, `I changed my mind about ${order}, please send the money back.`);
  await expect(shopper.chat.getByText(/^(Sent|Seen)$/).last()).toBeVisible();
  await shopper.page.context().close();
  return { order, text: new RegExp(`${order},`) };
}

/** Lays the order beside the conversation when it is not there by itself. */
export async function layBeside({ app }: Agent, order: string): Promise<void> {
  const card = app.getByRole("complementary").getByRole("button", { name: new RegExp(`^${order}`) });
  const link = app.getByRole("button", { name: `Link ${order} to this conversation` });
  await expect(card.or(link).first()).toBeVisible(sure);
  if (await link.isVisible()) await link.click();
  await expect(card.first()).toBeVisible();
}

/** Looks with axe at the app alone, without the admin around it. */
export async function expectAppAccessible({ page }: Agent): Promise<void> {
  await expectAccessible(page, ["iframe[name=app-iframe]", "body"]);
}

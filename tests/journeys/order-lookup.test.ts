import { expect, type Locator } from "@playwright/test";

import { shot } from "../support/browser.ts";
import { codeTo, type Shopper, shopperAt, test } from "./people.ts";

const wrongCode = "000000";

async function askForCode({ chat }: Shopper, order: string, email: string): Promise<void> {
  await chat.getByLabel("Order number").fill(order);
  await chat.getByLabel("Email you ordered with").fill(email);
  await chat.getByRole("button", { name: "Send me a code" }).click();
}

async function otherOrder({ chat }: Shopper): Promise<void> {
  await chat.getByRole("button", { name: "Change number or email" }).click();
}

/** What the chat answers, without what the visitor typed themselves. */
async function answerIn(chat: Locator, order: string, email: string): Promise<string> {
  await expect(chat.getByRole("heading", { name: "Enter the code" })).toBeVisible();
  const said = await chat.getByRole("status").filter({ hasText: order }).innerText();
  return said.replace(order, "ORDER").replace(email, "ADDRESS");
}

test("who guesses gets the same answer as for no such order, and is slowed and locked", async ({
  browser,
}) => {
  const stranger = await shopperAt(browser);
  const { chat } = stranger;
  await chat.getByRole("button", { name: /Where is my order/ }).click();

  const answers: string[] = [];
  for (const [order, email] of [
    ["#1002", "nobody@example.com"],
    ["#1002", "lena@example.com"],
    ["#987654", "nobody@example.com"],
  ] as const) {
    await askForCode(stranger, order, email);
    answers.push(await answerIn(chat, order, email));
    await otherOrder(stranger);
  }
  expect(new Set(answers).size, answers.join("\n")).toBe(1);
  await shot(stranger.page, "lookup-1-same-answer");

  await test.step("codes can be tried three times, for an order that is there and for one that is not", async () => {
    await askForCode(stranger, "#987655", "nobody@example.com");
    for (const said of [
      /not the code we sent/,
      /not the code we sent/,
      /not the code we sent/,
      /too many tries/,
    ]) {
      await chat.getByLabel("Six-digit code").fill(wrongCode);
      await chat.getByRole("button", { name: "Show my order" }).click();
      await expect(chat.getByText(said)).toBeVisible();
    }
    await shot(stranger.page, "lookup-2-locked");
  });

  await test.step("after five questions the stranger has to wait", async () => {
    await otherOrder(stranger);
    await askForCode(stranger, "#987656", "nobody@example.com");
    await expect(chat.getByRole("heading", { name: "Enter the code" })).toBeVisible();
    await otherOrder(stranger);
    await askForCode(stranger, "#987657", "nobody@example.com");
    await expect(chat.getByText(/That was a lot at once/)).toBeVisible();
    await shot(stranger.page, "lookup-3-slowed");
  });
});

test("the right code shows the order, and a wrong one before it does not spoil it", async ({ browser }) => {
  const lena = await shopperAt(browser);
  const { chat } = lena;
  await chat.getByRole("button", { name: /Where is my order/ }).click();
  const code = await codeTo("lena@example.com", () => askForCode(lena, "1008", "Lena@Example.com "));
  await chat.getByLabel("Six-digit code").fill(wrongCode);
  await chat.getByRole("button", { name: "Show my order" }).click();
  await expect(chat.getByText(/not the code we sent/)).toBeVisible();

  await chat.getByLabel("Six-digit code").fill(code);
  await chat.getByRole("button", { name: "Show my order" }).click();
  await expect(chat.getByRole("heading", { name: "Your orders" })).toBeVisible();
  await expect(chat.getByText("#1008").first()).toBeVisible();
  await expect(chat.getByText(/Terracotta/).first()).toBeVisible();
  await shot(lena.page, "lookup-4-card");
});

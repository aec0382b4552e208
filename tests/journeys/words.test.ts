import { expect, type Page } from "@playwright/test";

import { places, shot } from "../support/browser.ts";
import {
  agentAt,
  codeTo,
  customerAt,
  mailTo,
  openConversation,
  ownBrowser,
  shopperAt,
  test,
  write,
} from "./people.ts";

const script = `<img src=x onerror="alert('shopper')"><script>alert("shopper")</script>`;
const hostile = [
  `${script} <b>bold</b> &amp; {{ shop.name }} %s \${1}`,
  "👩🏽‍🌾🌿 family: 👨‍👩‍👧‍👦, flags 🇩🇪🇨🇳",
  "مرحبا، أين طلبي رقم ‎#1004؟ ‮abc",
  "h̷̡̛e̶l̸l̵o̴ and é",
  "x".repeat(500),
];

/** Fails the test when a page opens a dialog, which is what a script that runs would do. */
function watch(page: Page): string[] {
  const opened: string[] = [];
  page.on("dialog", (dialog) => {
    opened.push(dialog.message());
    void dialog.dismiss();
  });
  return opened;
}

test("whatever people write shows as text, on both sides", async ({ browser }) => {
  const mohammed = await customerAt(browser, "shopper10@example.com");
  const iris = await agentAt(browser);
  const dialogs = [watch(mohammed.page), watch(iris.page)];
  for (const text of hostile) {
    await write(mohammed, text);
    await expect(mohammed.chat.locator(".bubble", { hasText: text }).first()).toBeVisible();
  }

  await test.step("in the inbox, under a name that is written from right to left", async () => {
    await openConversation(iris, /محمد العلي/);
    await expect(iris.app.getByRole("heading", { name: "محمد العلي" }).first()).toBeVisible();
    for (const text of hostile) {
      await expect(iris.app.locator(".gt-bubble", { hasText: text })).toBeVisible();
    }
    await expect(iris.app.locator(".gt-bubble img, .gt-bubble script, .gt-bubble b")).toHaveCount(0);
    await shot(iris.page, "words-1-inbox");
  });

  await test.step("an agent's words, in the chat", async () => {
    const reply = `${script} שלום 🙂`;
    await iris.app.getByRole("textbox", { name: "Write a reply" }).fill(reply);
    await iris.app.getByRole("button", { name: "Send reply" }).click();
    await expect(mohammed.chat.locator(".bubble", { hasText: reply })).toBeVisible();
    await expect(mohammed.chat.locator(".bubble img, .bubble script, .bubble b")).toHaveCount(0);
    await shot(mohammed.page, "words-2-chat");
  });

  await test.step("nothing widens the chat or the inbox", async () => {
    const wide = (box: Element) => box.scrollWidth - box.clientWidth;
    expect(await mohammed.chat.locator(".scroll").evaluate(wide)).toBe(0);
    expect(await iris.app.locator("html").evaluate(wide)).toBe(0);
  });

  await test.step("what is searched for and looked up is said back as text", async () => {
    await iris.app.getByRole("textbox", { name: "Search conversations" }).fill(script);
    await expect(
      iris.app
        .getByText("Nothing found for")
        .or(iris.app.getByRole("link", { name: /محمد/ }))
        .first(),
    ).toBeVisible();
    await shot(iris.page, "words-3-search");
    const stranger = await shopperAt(browser);
    const seen = watch(stranger.page);
    await stranger.chat.getByRole("button", { name: /Where is my order/ }).click();
    await stranger.chat.getByLabel("Order number").fill(`<b onclick=alert(1)>#1</b>`);
    await stranger.chat.getByLabel("Email you ordered with").fill("nobody@example.com");
    await stranger.chat.getByRole("button", { name: "Send me a code" }).click();
    await expect(stranger.chat.getByText("<b onclick=alert(1)>#1</b>")).toBeVisible();
    dialogs.push(seen);
  });
  expect(dialogs.flat(), "dialogs that a script opened").toEqual([]);
});

test("the Chinese storefront speaks Chinese, in the chat and in the mail", async ({ browser }) => {
  const page = await (await ownBrowser(browser)).newPage();
  await page.goto(`${places.storefront}/zh-CN`);
  await page.getByRole("button", { name: "打开聊天" }).click();
  const chat = page.getByRole("dialog", { name: "与 Fern & Flax 聊天" });
  await chat.getByRole("button", { name: /我的订单在哪里/ }).click();
  await chat.getByLabel("订单号").fill("#1004");
  await chat.getByLabel("下单时使用的邮箱").fill("lena@example.com");
  const ask = () => chat.getByRole("button", { name: "发送验证码" }).click();
  const code = await codeTo("lena@example.com", ask);
  await mailTo("lena@example.com", /是您在 Fern & Flax 的验证码/);
  await chat.getByLabel("六位验证码").fill(code);
  await chat.getByRole("button", { name: "显示我的订单" }).click();
  await expect(chat.getByRole("heading", { name: "您的订单" })).toBeVisible();
  await expect(chat.getByText("#1004").first()).toBeVisible();
  await shot(page, "words-4-chinese-order");
  const left = (await chat.innerText()).match(
    /\b(Delivered|Arrived|Expected|Ordered|Ask about|Loading|Track|Return)\b.*/g,
  );
  expect(left, "English that was left in the Chinese chat").toBeNull();
});

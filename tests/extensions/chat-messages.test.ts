import { expect, test } from "vitest";
import { inBrowser, openChat, openTalk, openTheShop, picture, until, visit, write } from "./support/visit.ts";

const XSS = `<img src=x onerror="window.hit=1"><script>window.hit=1</script>{{7*7}} javascript:alert(1)`;

inBrowser("a conversation in the chat", () => {
  openTheShop();

  test("a message is shown at once, then as sent, then as seen; the answer comes by itself", async () => {
    const visited = await visit();
    const { page, portal } = visited;
    await openTalk(visited);
    await write(visited, "Where is my parcel?");
    await page.getByText("Sent", { exact: true }).waitFor();
    await until(() => portal.streams() === 1);
    portal.tell("seen", { visibleSeq: 1 });
    await page.getByText("Seen", { exact: true }).waitFor();
    portal.tell("typing", { who: "Iris", typing: true });
    await page.getByText("Iris is typing").waitFor();
    portal.say("It is in Leipzig.");
    await page.getByText("It is in Leipzig.", { exact: true }).waitFor();
    await page.getByText("Iris is typing").waitFor({ state: "hidden" });
    await until(() => portal.calls.some(({ name, body }) => name === "seen" && body["visibleSeq"] === 2));
  });

  test("the team hears that the shopper is typing, not with every key, and that they stopped", async () => {
    const visited = await visit();
    const { page, portal } = visited;
    await openTalk(visited);
    await write(visited, "Hello");
    await page.getByText("Sent", { exact: true }).waitFor();
    await page
      .getByRole("textbox", { name: "Your message" })
      .pressSequentially("Hello there, I wonder", { delay: 20 });
    await page.getByRole("button", { name: "Send" }).click();
    await until(() => portal.messages.length === 2);
    const told = () => portal.calls.filter(({ name }) => name === "typing").map(({ body }) => body["typing"]);
    await until(() => told().length === 2);
    expect(told()).toEqual([true, false]);
  });

  test("markup and scripts in messages and names are shown as text", async () => {
    const visited = await visit({ settings: { greeting: XSS, hours: XSS } });
    const { page, portal } = visited;
    await openChat(visited);
    expect(await page.locator(".greeting").textContent()).toBe(XSS);
    await page.getByRole("button", { name: /Talk to a person/ }).click();
    await write(visited, XSS);
    await page.getByText("Sent", { exact: true }).waitFor();
    await until(() => portal.streams() === 1);
    portal.say(XSS, {
      name: XSS,
      attachments: [{ id: "1", url: "javascript:alert(1)", name: XSS, width: 1, height: 1 }],
    });
    portal.say("", { card: { kind: "survey", url: "javascript:window.hit=1" } });
    portal.say("مرحبا " + "長".repeat(600) + "W".repeat(600));
    await page.locator(".bubble", { hasText: "مرحبا" }).waitFor();
    expect(await page.locator(".bubble").allTextContents()).toEqual(expect.arrayContaining([XSS, XSS]));
    expect(await page.locator(".name").first().textContent()).toBe(XSS);
    expect(await page.locator("#goodturn-chat a[href^='javascript']").count()).toBe(0);
    expect(await page.evaluate(() => "hit" in window)).toBe(false);
    expect(await page.locator(".scroll").evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
    await picture(visited, "strange-text");
  });

  test("a photo goes along with a message, and a file that is none is refused in words", async () => {
    const visited = await visit();
    const { page, portal } = visited;
    await openTalk(visited);
    const files = page.locator(".composer input[type=file]");
    await files.setInputFiles({ name: "list.txt", mimeType: "text/plain", buffer: Buffer.from("no") });
    await page.getByText("This file is not a photo we can open.").waitFor();
    await page.getByRole("button", { name: "Remove list.txt" }).click();
    await files.setInputFiles({ name: "leaf.png", mimeType: "image/png", buffer: Buffer.from("png") });
    await page.getByText("leaf.png is ready to send").waitFor();
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByRole("link", { name: "Open photo leaf.png" }).waitFor();
    expect(portal.calls.find(({ name }) => name === "send")?.body["attachments"]).toEqual(["upload-1"]);
  });

  test("a text that is too long is kept whole and said to be so; nothing is cut off", async () => {
    const visited = await visit();
    const { page, portal } = visited;
    await openTalk(visited);
    await page.getByRole("textbox").fill("x".repeat(10_003));
    await page.keyboard.press("Enter");
    await page.getByText("3 characters too many").waitFor();
    expect((await page.getByRole("textbox").inputValue()).length).toBe(10_003);
    expect(portal.calls.some(({ name }) => name === "send")).toBe(false);
  });

  test("somebody who comes back sees on the button what they have not read", async () => {
    const visited = await visit();
    const { page, portal } = visited;
    portal.say("Hello");
    await openChat(visited);
    await until(() => portal.calls.some(({ name }) => name === "seen"));
    await page.keyboard.press("Escape");
    await until(() => portal.streams() === 1);
    portal.say("Are you still there?");
    await page.getByRole("button", { name: "Open the chat, new messages: 1" }).click();
    await page.getByText("Are you still there?", { exact: true }).waitFor();
    await until(() => portal.calls.filter(({ name }) => name === "seen").length === 2);
    await page.goto(portal.shop + "/next");
    portal.say("One more");
    await page.evaluate(() => {
      const key = "goodturn-chat:guest";
      const kept = JSON.parse(localStorage.getItem(key) ?? "{}") as object;
      localStorage.setItem(key, JSON.stringify({ ...kept, checked: 0 }));
    });
    await page.reload();
    await page.getByRole("button", { name: "Open the chat, new messages: 1" }).waitFor();
  });

  test("nobody's conversation shows to whoever signs in next on the same device", async () => {
    const visited = await visit({ customer: { id: 11 } });
    const { page, portal } = visited;
    await openTalk(visited);
    await page.getByRole("textbox").fill("My secret draft");
    await visitAs(visited, 22);
    await openTalk({ page, portal });
    expect(await page.getByRole("textbox").inputValue()).toBe("");
    expect(portal.calls.filter(({ name }) => name === "session").at(-1)?.body["refresh"]).toBeUndefined();
  });
});

async function visitAs({ page, portal }: Awaited<ReturnType<typeof visit>>, id: number): Promise<void> {
  await page.route(portal.shop + "/", async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replace(/data-customer="\d*"/, `data-customer="${id}"`);
    await route.fulfill({ response: answer, body });
  });
  await page.reload();
}

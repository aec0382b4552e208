import { expect, test } from "vitest";
import { inBrowser, openChat, openTalk, openTheShop, picture, until, visit, write } from "./support/visit.ts";

inBrowser("a chat over a bad connection", () => {
  openTheShop();

  test("while the server is down a message stays in sight, says so, and goes out by itself, once", async () => {
    const visited = await visit();
    const { page, portal } = visited;
    await openTalk(visited);
    await write(visited, "First");
    await page.getByText("Sent", { exact: true }).waitFor();
    portal.weather.direct = portal.weather.proxy = "down";
    portal.hangUp();
    await write(visited, "Second");
    await page.getByText("Not sent yet. It goes out as soon as the connection is back.").waitFor();
    await page.getByText("The connection was lost. Trying again. What you write is kept.").waitFor();
    await picture(visited, "lost-connection");
    portal.weather.direct = portal.weather.proxy = "up";
    await page.getByText("Not sent yet").waitFor({ state: "hidden", timeout: 20_000 });
    await page.getByText("The connection was lost.").waitFor({ state: "hidden", timeout: 20_000 });
    expect(portal.messages.map(({ text }) => text)).toEqual(["First", "Second"]);
  });

  test("an answer that got lost makes the widget ask again under the same id: one message", async () => {
    const visited = await visit();
    const { page, portal } = visited;
    await openTalk(visited);
    portal.weather.loseSends = true;
    await write(visited, "Only once");
    await until(() => portal.calls.filter(({ name }) => name === "send").length >= 2);
    portal.weather.loseSends = false;
    await page.getByText("Sent", { exact: true }).waitFor({ timeout: 20_000 });
    const ids = portal.calls.filter(({ name }) => name === "send").map(({ body }) => body["clientId"]);
    expect(new Set(ids).size).toBe(1);
    expect(portal.messages).toHaveLength(1);
    expect(await page.getByText("Only once", { exact: true }).count()).toBe(1);
  });

  test("what was typed and what was not sent survive a new page", async () => {
    const visited = await visit();
    const { page, portal } = visited;
    await openTalk(visited);
    portal.weather.direct = portal.weather.proxy = "down";
    await write(visited, "Unsent");
    await page.getByText("Not sent yet").waitFor();
    await page.getByRole("textbox").fill("Half a sent");
    await page.goto(portal.shop + "/next");
    portal.weather.direct = portal.weather.proxy = "up";
    await openChat(visited);
    await page.getByText("Sent", { exact: true }).waitFor();
    expect(await page.getByRole("textbox").inputValue()).toBe("Half a sent");
    expect(portal.messages.map(({ text }) => text)).toEqual(["Unsent"]);
  });

  test("a lost packet leaves a hole that is noticed and filled", async () => {
    const visited = await visit();
    const { page, portal } = visited;
    portal.say("One");
    await openChat(visited);
    await until(() => portal.streams() === 1);
    portal.say("Two", { quietly: true });
    portal.say("Three");
    await page.getByText("Three", { exact: true }).waitFor();
    expect(await page.locator(".bubble").allTextContents()).toEqual(["One", "Two", "Three"]);
  });

  test("after a broken stream it comes back and has missed nothing", async () => {
    const visited = await visit();
    const { page, portal } = visited;
    portal.say("Before");
    await openChat(visited);
    await until(() => portal.streams() === 1);
    portal.weather.direct = "down";
    portal.hangUp();
    portal.say("Meanwhile", { quietly: true });
    portal.weather.direct = "up";
    await page.getByText("Meanwhile", { exact: true }).waitFor();
    await until(() => portal.streams() === 1);
  });

  test.each(["refused", "silent"] as const)(
    "where a stream is %s, answers come by polling the shop",
    async (stream) => {
      const visited = await visit();
      const { page, portal } = visited;
      portal.weather.stream = stream;
      portal.say("Hello");
      await openChat(visited);
      await page.getByText("Hello", { exact: true }).waitFor();
      portal.say("By another way");
      await page.getByText("By another way", { exact: true }).waitFor({ timeout: 15_000 });
      expect(portal.calls.some(({ name, way }) => name === "conversation" && way === "proxy")).toBe(true);
    },
  );

  test("where the app's own address is blocked, everything goes through the shop", async () => {
    const visited = await visit();
    const { page, portal } = visited;
    portal.weather.direct = "down";
    await openTalk(visited);
    await write(visited, "Through the shop");
    await page.getByText("Sent", { exact: true }).waitFor();
    expect(portal.calls.every(({ way }) => way === "proxy")).toBe(true);
  });

  test("an expired token is renewed without the shopper noticing", async () => {
    const visited = await visit();
    const { page, portal } = visited;
    await openTalk(visited);
    portal.expireTokens();
    await write(visited, "Still here");
    await page.getByText("Sent", { exact: true }).waitFor();
    expect(portal.calls.filter(({ name }) => name === "session").map(({ body }) => body["refresh"])).toEqual([
      undefined,
      "refresh-1",
    ]);
  });

  test("told to slow down, it waits as long as it was told, and says for how long", async () => {
    const visited = await visit();
    const { page, portal } = visited;
    await openTalk(visited);
    portal.weather.slow = 2;
    await write(visited, "Too fast");
    await page.getByText("Not sent yet. It goes out in 2 seconds.").waitFor();
    portal.weather.slow = 0;
    await page.getByText("Sent", { exact: true }).waitFor();
  });
});

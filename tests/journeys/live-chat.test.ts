import { expect } from "@playwright/test";

import { shot } from "../support/browser.ts";
import { agentAt, customerAt, openConversation, test, write } from "./people.ts";

/** Notes how long after an act it is seen elsewhere, for people who read the report; the promise is one second. */
async function timed(what: string, act: Promise<void>, seen: Promise<void>): Promise<void> {
  const start = performance.now();
  const after = seen.then(() => Math.round(performance.now() - start));
  await act;
  test.info().annotations.push({ type: what, description: `${await after} ms` });
}

const secret = "Keep this between us: he is a good customer.";

test("two browsers talk, and a third sees everything that happens to the conversation", async ({
  browser,
}) => {
  test.setTimeout(150_000);
  const tomas = await customerAt(browser, "tomas@example.com");
  const paolo = await agentAt(browser, "/app/inbox", "paolo");
  const iris = await agentAt(browser);
  await expect(iris.app.getByRole("region", { name: "Conversations" })).toBeVisible();
  const heard = (text: string) => tomas.chat.getByText(text).first().waitFor();
  const read = (text: string) => paolo.app.locator(".gt-bubble", { hasText: text }).waitFor();

  await test.step("Tomas' words reach both windows without a reload", async () => {
    await expect(paolo.app.getByRole("region", { name: "Conversations" })).toBeVisible();
    await write(tomas, "Is the olive tree fine outside in winter?");
    await openConversation(paolo, /olive tree/);
    await expect(iris.app.getByRole("link", { name: /olive tree/ })).toBeVisible();
    await tomas.chat.getByRole("textbox", { name: "Your message" }).fill("It gets to minus five here.");
    const send = tomas.chat.getByRole("button", { name: "Send", exact: true });
    await timed("shopper to agent", send.click(), read("It gets to minus five here."));
  });

  await test.step("Paolo's words reach Tomas, and Tomas sees him typing", async () => {
    const reply = paolo.app.getByRole("textbox", { name: "Write a reply" });
    const typing = tomas.chat.getByText(/Paolo.* is typing/).waitFor();
    await timed("agent's typing", reply.pressSequentially("I"), typing);
    await reply.pressSequentially("t likes a sheltered place, then yes.");
    const send = paolo.app.getByRole("button", { name: "Send reply" });
    await timed("agent to shopper", send.click(), heard("It likes a sheltered place, then yes."));
    await shot(tomas.page, "live-1-shopper");
  });

  await test.step("each learns that the other has seen it", async () => {
    await expect(tomas.chat.getByText("Seen")).toBeVisible();
    await expect(paolo.app.locator(".gt-delivery", { hasText: "Seen" })).toBeVisible();
  });

  await test.step("Paolo sees Tomas typing, and what he typed arrives", async () => {
    const typing = paolo.app.getByText(/Tomas Novak is typing/).waitFor();
    const box = tomas.chat.getByRole("textbox", { name: "Your message" });
    await timed("shopper's typing", box.pressSequentially("T"), typing);
    await box.pressSequentially("hank you ");
    await shot(paolo.page, "live-2-typing");
    await tomas.chat.getByRole("button", { name: "Send", exact: true }).click();
    await read("Thank you");
  });

  await test.step("Iris looks at the same conversation, and both are told", async () => {
    await openConversation(iris, /Thank you/);
    await expect(iris.app.getByText("Paolo Ferri is looking at this")).toBeVisible();
    await expect(paolo.app.getByText("Iris Lindqvist is looking at this")).toBeVisible();
  });

  await test.step("a note is for the team alone", async () => {
    await paolo.app.getByRole("button", { name: "Note", exact: true }).click();
    await paolo.app.getByRole("textbox", { name: "Write a note for your team" }).fill(secret);
    await paolo.app.getByRole("button", { name: "Add note" }).click();
    await expect(iris.app.locator(".gt-bubble", { hasText: secret })).toBeVisible();
    await shot(iris.page, "live-3-note");
  });

  await test.step("assigning, snoozing and closing show in Iris' window by themselves", async () => {
    await paolo.app.getByRole("button", { name: "Assign", exact: true }).click();
    await paolo.app.getByRole("menuitem", { name: "Me", exact: true }).click();
    await expect(iris.app.getByText("Paolo Ferri took this")).toBeVisible();
    await expect(iris.app.getByRole("button", { name: "Assigned to Paolo Ferri" })).toBeVisible();
    await paolo.app.getByRole("button", { name: "Snooze (Z)" }).click();
    await paolo.app.getByRole("menuitem", { name: /Tomorrow/ }).click();
    await expect(iris.app.getByText(/Paolo Ferri snoozed this until/)).toBeVisible();
    await shot(iris.page, "live-4-snoozed");
    await paolo.app.getByRole("button", { name: "Close", exact: true }).click();
    await expect(iris.app.getByText("Paolo Ferri closed the conversation")).toBeVisible();
    await expect(iris.app.getByRole("button", { name: "Reopen", exact: true })).toBeVisible();
    await shot(iris.page, "live-5-closed");
  });

  await test.step("Tomas never saw the note, not even after a reload", async () => {
    await expect(tomas.chat.getByText(secret)).toHaveCount(0);
    await tomas.page.reload();
    await tomas.page.getByRole("button", { name: /chat/i }).first().click();
    await tomas.chat.getByRole("button", { name: /Continue your conversation/ }).click();
    await expect(tomas.chat.getByText("It likes a sheltered place, then yes.").first()).toBeVisible();
    await expect(tomas.chat.getByText(secret)).toHaveCount(0);
    await shot(tomas.page, "live-6-no-note");
  });
});

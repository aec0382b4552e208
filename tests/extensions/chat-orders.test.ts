import { expect, test } from "vitest";
import { order } from "./support/fake-answers.ts";
import { inBrowser, openChat, openTheShop, picture, until, visit, type Visited } from "./support/visit.ts";

inBrowser("orders and returns in the chat", () => {
  openTheShop();

  test("an order is shown after its number, its email and the code that was mailed", async () => {
    const visited = await visit();
    const { page } = visited;
    await openChat(visited);
    await page.getByRole("button", { name: /Where is my order/ }).click();
    await page.getByRole("button", { name: "Send me a code" }).click();
    await page.getByText("Enter the order number.").waitFor();
    await page.getByLabel("Order number").fill("1001");
    await page.getByLabel("Email you ordered with").fill("noor@example.com");
    await page.getByRole("button", { name: "Send me a code" }).click();
    await page.getByText("If 1001 was ordered with noor@example.com, we have sent a code there.").waitFor();

    const code = page.getByLabel("Six-digit code");
    expect(await code.getAttribute("autocomplete")).toBe("one-time-code");
    await code.fill("000000");
    await page.getByRole("button", { name: "Show my order" }).click();
    await page.getByText("This is not the code we sent.").waitFor();
    await code.fill("Your code is 123 456");
    expect(await code.inputValue()).toBe("123456");
    await page.keyboard.press("Enter");
    await page.getByText("Expected 18 November, 4 days late").waitFor();
    const link = page.getByRole("link", { name: "Track the parcel" });
    expect(await link.getAttribute("href")).toBe("https://tracking.example.com/JD0123456789");
    await picture(visited, "order-found");
    await page.getByRole("button", { name: "Ask about this order" }).click();
    expect(await page.getByRole("textbox").inputValue()).toBe("About order #1001: ");
  });

  test("a signed-in customer sees their orders at once", async () => {
    const visited = await visit({ customer: { id: 7 } });
    signedIn(visited);
    await openChat(visited);
    await visited.page.getByText("Hello Noor. How can we help?").waitFor();
    await visited.page.getByRole("button", { name: /Where is my order/ }).click();
    await visited.page.getByText("4 days late").waitFor();
    expect(visited.portal.calls.some(({ name }) => name === "lookup")).toBe(false);
  });

  test("a locked look-up says to wait, and the way to a person stays open", async () => {
    const visited = await visit();
    const { page, portal } = visited;
    await openChat(visited);
    await page.getByRole("button", { name: /Where is my order/ }).click();
    await page.getByLabel("Order number").fill("1001");
    await page.getByLabel("Email you ordered with").fill("noor@example.com");
    portal.weather.slow = 60;
    await page.getByRole("button", { name: "Send me a code" }).click();
    await page.getByRole("alert").getByText("Please wait 60 seconds and try again.").waitFor();
    expect(await page.getByLabel("Order number").inputValue()).toBe("1001");
    await page.getByRole("button", { name: "Talk to a person" }).click();
    await page.getByRole("textbox", { name: "Your message" }).waitFor();
  });

  test("a return is asked for in four screens, with the photo and the exact money, once", async () => {
    const visited = await visit();
    const { page, portal } = visited;
    signedIn(visited);
    await openChat(visited);
    await page.getByRole("button", { name: /Return or exchange/ }).click();
    await page.getByRole("button", { name: /#1001/ }).click();
    await page.getByText("Gift cards cannot come back.").waitFor();
    expect(await page.getByRole("checkbox", { name: /Gift card/ }).isDisabled()).toBe(true);
    await next(visited);
    await page.getByRole("alert").getByText("Choose at least one item.").waitFor();
    await page.getByRole("checkbox", { name: /Linen shirt/ }).check();
    await page.getByRole("checkbox", { name: /Fern/ }).check();
    await page.getByLabel("How many of Fern, potted").selectOption("2");
    await next(visited);

    await page.getByLabel("Reason for Linen shirt").selectOption("damaged");
    await page.getByLabel("Reason for Fern, potted").selectOption("size");
    await next(visited);
    await page.getByRole("alert").getByText("Add a photo to go on.").waitFor();
    await page
      .locator(".page input[type=file]")
      .setInputFiles({ name: "seam.png", mimeType: "image/png", buffer: Buffer.from("png") });
    await page.getByText("seam.png is ready to send").waitFor();
    await page.getByLabel("Anything we should know").fill("The seam is open.");
    await next(visited);

    await page.getByText("€63.05").waitFor();
    await page.getByText("Goes back to Visa 4242").waitFor();
    await picture(visited, "return-money");
    await next(visited);
    await page.getByRole("button", { name: "Ask for this return" }).dblclick();
    await page.getByText("We have your request").waitFor();
    const asked = portal.calls.filter(({ name }) => name === "return");
    expect(asked).toHaveLength(1);
    expect(asked[0]?.body).toMatchObject({
      orderId: order.id,
      lines: [
        { id: "line-1", quantity: 1, reason: "damaged" },
        { id: "line-2", quantity: 2, reason: "size" },
      ],
      note: "The seam is open.",
      attachments: ["upload-1"],
    });
    await page.getByRole("button", { name: "Go to the conversation" }).click();
    await page.getByText("We look at it within one working day").waitFor();
  });

  test("what was chosen for a return is still there on the next page, under the same id", async () => {
    const visited = await visit();
    const { page, portal } = visited;
    signedIn(visited);
    await toItems(visited);
    await page.getByRole("checkbox", { name: /Linen shirt/ }).check();
    const id = () => page.evaluate(() => kept().returning?.clientId);
    const before = await id();
    await page.goto(portal.shop + "/next");
    await toItems(visited);
    expect(await page.getByRole("checkbox", { name: /Linen shirt/ }).isChecked()).toBe(true);
    expect([before, await id()]).toEqual([expect.stringMatching(/^[\da-f-]{36}$/), before]);
  });

  test("when the server goes down in the middle, it says so, offers the contact page, and goes on later", async () => {
    const visited = await visit();
    const { page, portal } = visited;
    signedIn(visited);
    await openChat(visited);
    await page.getByRole("button", { name: /Where is my order/ }).waitFor();
    await until(() => portal.calls.some(({ name }) => name === "conversation"));
    portal.weather.direct = portal.weather.proxy = "down";
    await page.getByRole("button", { name: /Where is my order/ }).click();
    await page.getByRole("alert").getByText("The chat is not answering just now.").waitFor();
    expect(await page.getByRole("link", { name: "Contact us" }).first().getAttribute("href")).toContain(
      "/pages/contact",
    );
    portal.weather.direct = portal.weather.proxy = "up";
    await page.getByRole("button", { name: "Try again" }).last().click();
    await page.getByText("4 days late").waitFor();
  });
});

declare function kept(): { returning?: { clientId: string } };

function signedIn({ portal }: Visited): void {
  portal.customer = { name: "Noor" };
  portal.proven = true;
  portal.orders = [order];
}

async function toItems(visited: Visited): Promise<void> {
  const { page } = visited;
  await page.evaluate(() => {
    Object.assign(window, {
      kept: () => JSON.parse(localStorage.getItem("goodturn-chat:guest") ?? "{}") as object,
    });
  });
  await openChat(visited);
  await page.getByRole("button", { name: /Return or exchange/ }).click();
  await page.getByRole("button", { name: /#1001/ }).click();
  await page.getByText("What would you like to send back").waitFor();
}

async function next({ page }: Visited): Promise<void> {
  await page.getByRole("button", { name: "Next" }).click();
}

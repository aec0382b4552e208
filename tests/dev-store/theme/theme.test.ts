import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seed } from "../seed/seed.ts";
import { startStore } from "../server.ts";
import type { RunningStore } from "../server.ts";
import { themeBlocks } from "./extension.ts";

let running: RunningStore;
beforeAll(async () => {
  running = await startStore({ seed: seed({ orders: 10 }) });
});
afterAll(() => running.close());

const page = async (path: string, init?: RequestInit) =>
  (await fetch(running.storefrontUrl + path, init)).text();

describe("the storefront", () => {
  test.each(["/", "/products/linen-shirt", "/pages/shipping", "/pages/returns", "/account", "/cart"])(
    "%s shows",
    async (path) => {
      const answer = await fetch(running.storefrontUrl + path);
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain("Fern &amp; Flax</a>");
    },
  );

  test("speaks Chinese beneath /zh-CN", async () => {
    expect(await page("/zh-CN/pages/shipping")).toContain('<html lang="zh-CN">');
    expect(await page("/zh-CN/account")).toContain("您的账户");
  });

  test("a page that is not there is a 404 in the theme", async () => {
    expect((await fetch(`${running.storefrontUrl}/pages/nowhere`)).status).toBe(404);
  });

  test("a signed-in shopper buys, and the order is there", async () => {
    const post = (path: string, fields: Record<string, string>, cookie = "") =>
      fetch(running.storefrontUrl + path, {
        ...{ method: "POST", redirect: "manual", headers: { cookie }, body: new URLSearchParams(fields) },
      });
    const cookie =
      (await post("/account/sign-in", { email: "noor@example.com" })).headers.get("set-cookie") ?? "";
    const before = running.store().orders.size;
    const [variant] = [...running.store().products.values()][1]?.variants ?? [];
    const bought = await post("/buy", { variant: variant?.id.split("/").at(-1) ?? "" }, cookie);
    expect(running.store().orders.size).toBe(before + 1);
    expect(await page(bought.headers.get("location") ?? "/")).toContain("Thank you. Your order");
  });

  test("every product has a picture", async () => {
    for (const product of running.store().products.values()) {
      const answer = await fetch(product.image?.url ?? "");
      expect(answer.headers.get("content-type"), product.handle).toBe("image/svg+xml");
    }
  });
});

const chat = themeBlocks().find((block) => block.schema.target === "body");

describe.skipIf(!chat)("the app's blocks", () => {
  test("an app embed stands before </body> with its settings' defaults", async () => {
    const shown = await page("/");
    expect(shown.indexOf("shopify-app-block")).toBeGreaterThan(shown.indexOf("</footer>"));
    for (const { id, default: value } of chat?.schema.settings ?? []) {
      if (id === "accent") expect(shown).toContain(String(value));
    }
  });

  test("nothing in them is left without words, in either language", async () => {
    expect(await page("/")).not.toContain("translation missing");
    expect(await page("/zh-CN/")).not.toContain("translation missing");
  });

  test("what is set in the theme editor shows on the page", async () => {
    const text = (chat?.schema.settings ?? []).find((setting) => setting.type === "text");
    const body = new URLSearchParams({
      block: chat?.key ?? "",
      on: "on",
      [text?.id ?? ""]: 'Hallo "Welt" <b>',
    });
    await page("/editor", { method: "POST", body });
    const shown = await page("/");
    expect(shown).toMatch(/Hallo &(#34|quot);Welt&(#34|quot); &lt;b&gt;/);
    expect(shown).not.toContain('Welt" <b>');
  });

  test("turned off, they are gone", async () => {
    await page("/editor", { method: "POST", body: new URLSearchParams({ block: chat?.key ?? "" }) });
    expect(await page("/")).not.toContain("shopify-app-block");
  });
});

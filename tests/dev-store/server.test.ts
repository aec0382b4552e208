import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { staffOf } from "./platform.ts";
import { seed } from "./seed/seed.ts";
import { startStore } from "./server.ts";
import { updateOrder } from "./acts/edit.ts";

const shop = "fern-and-flax.myshopify.com";

test("starts in a moment when there is nothing to fill in", async () => {
  const started = performance.now();
  const running = await startStore();
  expect(performance.now() - started).toBeLessThan(2000);
  await running.close();
});

test("a second start goes on where the first one ended", async () => {
  const stateFile = join(mkdtempSync(join(tmpdir(), "store-")), "store.json");
  const first = await startStore({ stateFile, seed: seed({ orders: 10 }) });
  const [order] = first.store().orders.values();
  if (order) updateOrder(first.store(), order, { note: "remember me" });
  await first.close();

  const second = await startStore({ stateFile, seed: () => expect.fail("must not seed again") });
  expect(second.store().orders.get(order?.id ?? "")?.note).toBe("remember me");
  expect(second.store().shop.storefrontUrl).toBe(second.storefrontUrl);
  await second.close();
});

test("a taken port is said by name", async () => {
  const running = await startStore();
  const port = Number(new URL(running.storefrontUrl).port);
  await expect(startStore({ ports: { storefront: port } })).rejects.toThrow(
    `Port ${port} (the storefront) is taken`,
  );
  await running.close();
});

test("two shops of one process know nothing of each other", async () => {
  const running = await startStore({ shops: [{ domain: shop }, { domain: "other.myshopify.com" }] });
  const [iris] = staffOf(running.store());
  const foreign = await fetch(`${running.url}/admin/oauth/access_token`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-dev-store-shop": "other.myshopify.com" },
    body: JSON.stringify({
      client_id: running.config.clientId,
      client_secret: running.secret,
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: iris ? await running.office.idToken(shop, iris) : "",
      subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
      requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
    }),
  });
  expect(foreign.status).toBe(400);
  expect(running.store(shop).shop.id).not.toBe(running.store("other.myshopify.com").shop.id);
  await running.close();
});

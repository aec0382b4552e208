import { createHmac } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { seed } from "./seed/seed.ts";
import { startStore } from "./server.ts";
import type { RunningStore } from "./server.ts";
import { startReceiver } from "./support/receiver.ts";
import type { Receiver } from "./support/receiver.ts";

let running: RunningStore;
let app: Receiver;

beforeEach(async () => {
  app = await startReceiver((response, request) => {
    if (request.path.startsWith("/portal/moved"))
      return response.writeHead(302, { location: "/portal/there" }).end();
    if (request.path.startsWith("/portal/liquid")) {
      return response
        .writeHead(200, { "content-type": "application/liquid" })
        .end("<p>Hello {{ shop.name }}</p>");
    }
    response.writeHead(201, {
      "content-type": "application/json",
      "set-cookie": "a=b",
      server: "x",
      "x-own": "y",
    });
    response.end('{"fine":true}');
  });
  running = await startStore({ appUrl: app.url, seed: seed({ orders: 10 }) });
});
afterEach(async () => {
  await running.close();
  await app.close();
});

const through = (path: string, init?: RequestInit) =>
  fetch(`${running.storefrontUrl}/apps/goodturn${path}`, init);
const query = () => new URL(app.received.at(-1)?.path ?? "/", app.url).searchParams;

/** Shopify's recipe, written down once more: sorted "name=value", joined by nothing. */
function signed(from: URLSearchParams): string {
  const pairs = [...from].filter(([name]) => name !== "signature").map(([name, value]) => `${name}=${value}`);
  return createHmac("sha256", running.secret).update(pairs.sort().join("")).digest("hex");
}

test("a storefront request reaches the app signed, with its method and body", async () => {
  await through("/session?locale=en", {
    method: "POST",
    body: '{"a":1}',
    headers: { "content-type": "application/json" },
  });
  expect(app.received[0]).toMatchObject({ method: "POST", body: '{"a":1}' });
  expect(app.received[0]?.path).toMatch(/^\/portal\/session\?/);
  expect(Object.fromEntries(query())).toMatchObject({
    shop: "fern-and-flax.myshopify.com",
    locale: "en",
    path_prefix: "/apps/goodturn",
    logged_in_customer_id: "",
    signature: signed(query()),
  });
});

test("who is signed in is told by Shopify and by nobody else", async () => {
  const signIn = await fetch(`${running.storefrontUrl}/account/sign-in`, {
    method: "POST",
    body: new URLSearchParams({ email: "noor@example.com" }),
    redirect: "manual",
  });
  const cookie = signIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  await through("/session?logged_in_customer_id=1&shop=evil.myshopify.com", { headers: { cookie } });
  const noor = [...running.store().customers.values()].find((known) => known.email === "noor@example.com");
  expect(query().getAll("logged_in_customer_id")).toEqual([noor?.id.split("/").at(-1)]);
  expect(query().getAll("shop")).toEqual(["fern-and-flax.myshopify.com"]);
});

test("cookies and the listed headers are taken out both ways", async () => {
  const answer = await through("/x", { headers: { cookie: "a=b", "x-powered-by": "z", "x-mine": "1" } });
  const [request] = app.received;
  expect(request?.headers.cookie).toBeUndefined();
  expect(request?.headers["x-powered-by"]).toBeUndefined();
  expect(request?.headers["x-mine"]).toBe("1");
  expect(answer.status).toBe(201);
  expect(answer.headers.get("x-own")).toBe("y");
  expect([answer.headers.get("set-cookie"), answer.headers.get("server")]).toEqual([null, null]);
});

test("redirects are followed before the shopper sees anything", async () => {
  expect(await (await through("/moved", { redirect: "manual" })).json()).toEqual({ fine: true });
});

test("Liquid from the app is rendered within the theme", async () => {
  const page = await (await through("/liquid")).text();
  expect(page).toContain("<p>Hello Fern &amp; Flax</p>");
  expect(page).toContain('<header class="site">');
});

test("an app that is down is Shopify's plain error", async () => {
  await app.close();
  const answer = await through("/session");
  expect(answer.status).toBe(502);
  expect(await answer.text()).toContain("third-party application");
});

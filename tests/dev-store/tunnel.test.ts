import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { startReceiver } from "./support/receiver.ts";
import { localPolicy, startTunnel } from "./tunnel.ts";

const adminUrl = "http://localhost:4400";
const script = "https://cdn.shopify.com/shopifycloud/app-bridge.js";
const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((part) => part.close()));
});

async function tunnelTo(answer: Parameters<typeof startReceiver>[0]) {
  const app = await startReceiver(answer);
  const tunnel = await startTunnel({ port: 0, app: () => app.url, adminUrl });
  opened.push(tunnel, app);
  return { app, tunnel };
}

const asPage = { headers: { accept: "text/html" } };

describe("the tunnel", () => {
  test("exchanges the script's address, also where a chunk ends in the middle of it", async () => {
    const { tunnel } = await tunnelTo(async (response) => {
      response.writeHead(200, { "content-type": "text/html", link: `<${script}>; rel="preload"` });
      for (const part of ["<script src=", script.slice(0, 20), script.slice(20), "></script>end"]) {
        response.write(part);
        await pause(10);
      }
      response.end();
    });
    const answer = await fetch(tunnel.url, asPage);
    expect(await answer.text()).toBe(`<script src=${adminUrl}/shopifycloud/app-bridge.js></script>end`);
    expect(answer.headers.get("link")).toContain(adminUrl);
  });

  test("leaves everything that is no page as it is", async () => {
    const { tunnel } = await tunnelTo((response) =>
      response.writeHead(200, { "content-type": "application/json" }).end(script),
    );
    expect(await (await fetch(tunnel.url)).text()).toBe(script);
  });

  test("hands events on one by one", async () => {
    let heard = () => {};
    const firstIsHeard = new Promise<void>((resolve) => (heard = resolve));
    const { tunnel } = await tunnelTo(async (response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: 1\n\n");
      // A tunnel that gathers events would wait for the second one for ever.
      await firstIsHeard;
      response.end("data: 2\n\n");
    });
    const reader = (await fetch(tunnel.url)).body?.getReader();
    const text = async () => new TextDecoder().decode((await reader?.read())?.value);
    expect(await text()).toBe("data: 1\n\n");
    heard();
    expect(await text()).toBe("data: 2\n\n");
  });

  test("hands bodies, methods and the host on", async () => {
    const { app, tunnel } = await tunnelTo((response) => response.end());
    await fetch(`${tunnel.url}/x?y=1`, { method: "PUT", body: "hello" });
    const host = new URL(tunnel.url).host;
    expect(app.received[0]).toMatchObject({
      method: "PUT",
      path: "/x?y=1",
      body: "hello",
      headers: { host },
    });
  });

  test("says in plain words that the app is not there yet", async () => {
    const tunnel = await startTunnel({ port: 0, app: () => "http://localhost:1", adminUrl });
    opened.push(tunnel);
    const answer = await fetch(tunnel.url, asPage);
    expect(answer.status).toBe(502);
    expect(await answer.text()).toContain("The app is not there yet");
  });

  test("lets the local admin frame the page, and changes no other rule", () => {
    const policy = "default-src 'self'; frame-ancestors https://a.myshopify.com https://admin.shopify.com;";
    expect(localPolicy(policy, adminUrl)).toBe(
      `default-src 'self'; frame-ancestors https://a.myshopify.com ${adminUrl};`,
    );
  });
});

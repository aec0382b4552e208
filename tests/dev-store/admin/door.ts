import { isForShop, shopApi } from "../api.ts";
import { router, text } from "../http.ts";
import type { Answer, Handler } from "../http.ts";
import type { Platform } from "../platform.ts";
import { browserScript } from "./scripts.ts";

/** Everything on the admin's port: the shops' API for the app's server, the admin itself for people. */
export function adminDoor(platform: Platform): Handler {
  const api = shopApi(platform);
  const pages = router(
    [{ method: "GET", path: "/shopifycloud/app-bridge.js", handle: () => script("bridge/main.ts") }],
    () => text("There is nothing here.", 404),
  );
  return (ask) => (isForShop(ask) ? api(ask) : pages(ask));
}

async function script(entry: Parameters<typeof browserScript>[0]): Promise<Answer> {
  return {
    headers: { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-cache" },
    body: await browserScript(entry),
  };
}

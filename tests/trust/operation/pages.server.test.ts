import { createRequestHandler, type ServerBuild } from "@remix-run/node";
import { afterAll, beforeAll, expect, test } from "vitest";

import * as entry from "~/entry.server";
import { closeDatabase } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import * as root from "~/root";
import * as admin from "~/routes/admin";
import * as inbox from "~/routes/admin/inbox/route";
import * as survey from "~/routes/survey.$token";

import { deskFor, type TestDesk } from "../../support/desk.ts";
import { knock } from "../../support/knock.ts";
import { figure } from "../figure.ts";

const iris = { id: "101", firstName: "Iris", accountOwner: true };
const CANARY = "canary-Zq9-please-tell-nobody";
const broken = {
  default: () => null,
  loader: () => {
    throw new Error(CANARY);
  },
};
const crooked = {
  loader: () => null,
  default: () => {
    throw new Error(CANARY);
  },
};

/** The app's own root, entry and pages, with two pages that fail; as in production. */
const route = (id: string, module: object, at: { path?: string; parentId?: string }) => ({
  [id]: { id, module, ...at },
});
const routes = {
  ...route("root", root, { path: "" }),
  ...route("admin", admin, { path: "app", parentId: "root" }),
  ...route("inbox", inbox, { path: "inbox", parentId: "admin" }),
  ...route("quiet", { default: () => "All is well" }, { path: "quiet", parentId: "admin" }),
  ...route("survey", survey, { path: "survey/:token", parentId: "root" }),
  ...route("broken", broken, { path: "broken", parentId: "root" }),
  ...route("crooked", crooked, { path: "crooked", parentId: "root" }),
};
const ids = Object.entries(routes).map(([id, { parentId, path }]) => [
  id,
  {
    id,
    parentId,
    path,
    module: "/x.js",
    hasLoader: true,
    hasAction: false,
    hasErrorBoundary: true,
    hasClientLoader: false,
    hasClientAction: false,
    imports: [],
  },
]);
const build = {
  mode: "production",
  entry: { module: entry },
  routes,
  assets: {
    version: "1",
    url: "/m.js",
    entry: { module: "/e.js", imports: [] },
    routes: Object.fromEntries(ids),
  },
  publicPath: "/",
  assetsBuildDirectory: "build/client",
  basename: "/",
  isSpaMode: false,
  future: {
    v3_singleFetch: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    v3_fetcherPersist: true,
  },
} as unknown as ServerBuild;

const answer = createRequestHandler(build, "production");
let shop: TestDesk;

beforeAll(async () => {
  shop = await deskFor();
});
afterAll(() => shop.close());

async function open(
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  const asked = await knock(shop, iris, path);
  const all = new Headers(asked.headers);
  for (const [name, value] of Object.entries({ "x-request-id": "request-0042", ...headers }))
    all.set(name, value);
  const response = await answer(new Request(asked.url, { headers: all }));
  return { status: response.status, text: await response.text() };
}

const leaks = (text: string) =>
  [CANARY, "at Object.", "node_modules", "/app/", ".ts:"].filter((word) => text.includes(word));

test("SL-4: a page that fails tells what to do and the request's number, and nothing of what is behind it", async () => {
  const tries = [];
  for (const path of ["/broken", "/crooked", "/broken.data", "/nowhere", "/survey/none"])
    tries.push(await open(path));
  for (const { text, status } of tries) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(leaks(text.replaceAll(/href="[^"]*"|src="[^"]*"|import[^;]*;/g, ""))).toEqual([]);
  }
  const [page] = tries;
  expect(page?.text).toContain("This could not be shown");
  expect(page?.text).toContain("request-0042");
  figure("SL-4", {
    reached: `0 leaks in ${tries.length} failing answers, each with its number`,
    asked: "generic text and request id; 0 stacks",
  });
});

test("whoever opens the app while the database is away sees a page that says so, in their language, and tries again", async () => {
  const here = env().DATABASE_URL;
  await closeDatabase();
  Object.assign(env(), { DATABASE_URL: here.replace(/:\d+\//, ":1/") });
  const english = await open("/app/inbox");
  const chinese = await open("/app/inbox?locale=zh-CN");
  await closeDatabase();
  Object.assign(env(), { DATABASE_URL: here });
  expect(english.status).toBe(503);
  for (const words of [
    "Not available right now",
    "Nothing is lost",
    "Try again",
    "5 seconds",
    "request-0042",
  ])
    expect(english.text).toContain(words);
  expect(english.text).toContain('<html lang="en"');
  expect(chinese.text).toContain("暂时不可用");
  expect(chinese.text).toContain('<html lang="zh-CN"');
  expect((await open("/app/quiet")).text).toContain("All is well");
});

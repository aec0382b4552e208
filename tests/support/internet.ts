import { readAppConfig } from "../dev-store/config.ts";
import { handleGraphql, type GraphqlAnswer } from "../dev-store/graphql/handle.ts";
import { handleStorage } from "../dev-store/graphql/storage.ts";
import {
  fields,
  json,
  listen,
  router,
  serverFor,
  type Answer,
  type Ask,
  type Listening,
} from "../dev-store/http.ts";
import type { Store } from "../dev-store/store.ts";
import { TokenOffice, type Staff } from "../dev-store/tokens.ts";

/** One store as the app reaches it over the wire. */
export type Host = {
  readonly store: Store;
  /**
   * Stands between the app and the store's GraphQL, for broken worlds: `real()` lets the request through.
   * `async (ask, real) => { await real(); ask.raw.response.destroy(); return "sent"; }` loses an answer.
   */
  between: ((ask: Ask, real: () => Promise<Answer>) => Promise<Answer>) | null;
  /** The GraphQL requests that have arrived so far. */
  readonly asked: { query: string; variables: unknown }[];
};

const config = readAppConfig();
const hosts = new Map<string, Host>();
let opening: Promise<Listening> | undefined;

/** Who works at the shops of this test file: whoever is to get a token of their own. */
export const staff: Staff[] = [];

/** Gives out tokens for every store of this test file. */
export const office = new TokenOffice({
  clientId: process.env["SHOPIFY_API_KEY"] ?? "",
  secret: process.env["SHOPIFY_API_SECRET"] ?? "",
  scopes: config.scopes,
  now: () => new Date(),
  staff: () => staff,
});

/** Where stores of this test file answer; needed before one is made, because bulk files get addresses there. */
export async function netAddress(): Promise<string> {
  opening ??= listen("test stores", 0, serverFor(answer));
  const { url } = await opening;
  process.env["DEV_STORE_URL"] = url;
  return url;
}

/** Puts a store on the net of this test file: `https://<domain>` reaches it from now on. */
export async function goOnline(store: Store): Promise<Host> {
  await netAddress();
  const host: Host = { store, between: null, asked: [] };
  hosts.set(store.domain, host);
  office.install(store.domain);
  return host;
}

/** Takes a store off the net; the last one closes the door. */
export async function goOffline(store: Store): Promise<void> {
  hosts.delete(store.domain);
  if (hosts.size > 0) return;
  const server = await opening;
  opening = undefined;
  await server?.close();
}

const answer = router(
  [
    { method: "POST", path: "/admin/oauth/access_token", handle: giveToken },
    { method: "POST", path: `/admin/api/${config.apiVersion}/graphql.json`, handle: answerGraphql },
    { method: "*", path: "/storage/*", handle: giveFile },
  ],
  () => json({ errors: "Not Found" }, 404),
);

function domainOf(ask: Ask): string {
  return String(ask.headers["x-dev-store-shop"]);
}

async function giveToken(ask: Ask): Promise<Answer> {
  const { status, body } = await office.answer(domainOf(ask), fields(ask));
  return json(body, status);
}

async function answerGraphql(ask: Ask): Promise<Answer> {
  const host = hosts.get(domainOf(ask));
  if (!host) return json({ errors: "Not Found" }, 404);
  const token = office.check(host.store.domain, String(ask.headers["x-shopify-access-token"]));
  if (!token)
    return json(
      { errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" },
      401,
    );
  host.asked.push(JSON.parse(ask.body.toString("utf8")) as Host["asked"][number]);
  const real = () => execute(host.store, ask, token.scopes);
  return host.between ? host.between(ask, real) : real();
}

async function execute(store: Store, ask: Ask, accessScopes: readonly string[]): Promise<Answer> {
  const body = ask.body.toString("utf8");
  return carried(ask, await handleGraphql(store, { body, app: config.clientId, accessScopes }));
}

/** Writes the answer whole, cut in the middle, or not at all. */
function carried(ask: Ask, { status, headers, body, connection }: GraphqlAnswer): Answer {
  if (connection === "keep") return { status, headers, body };
  if (connection === "truncate") {
    const whole = Buffer.from(body);
    ask.raw.response.writeHead(status, { ...headers, "content-length": String(whole.length) });
    ask.raw.response.write(whole.subarray(0, Math.floor(whole.length / 2)));
  }
  setImmediate(() => ask.raw.request.socket.destroy());
  return "sent";
}

/** Bulk files: the address is the secret, so whichever store has the file gives it. */
async function giveFile(ask: Ask): Promise<Answer> {
  const path = ask.params["rest"]?.slice(1) ?? "";
  const request = {
    method: ask.method,
    path,
    contentType: ask.headers["content-type"] ?? "",
    body: ask.body,
  };
  for (const { store } of hosts.values()) {
    const answer = await handleStorage(store, request);
    if (answer.status < 400) return answer;
  }
  return json({ errors: "Not Found" }, 404);
}

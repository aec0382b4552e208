import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startStore } from "./server.ts";
import type { RunningStore } from "./server.ts";
import { staffOf } from "./platform.ts";

let running: RunningStore;

beforeAll(async () => {
  running = await startStore();
});
afterAll(() => running.close());

const shop = "fern-and-flax.myshopify.com";

async function token(body: Record<string, string>) {
  const answer = await fetch(`${running.url}/admin/oauth/access_token`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-dev-store-shop": shop },
    body: JSON.stringify({ client_id: running.config.clientId, client_secret: running.secret, ...body }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

async function exchange(kind: "online" | "offline", extra: Record<string, string> = {}) {
  const [iris] = staffOf(running.store());
  return token({
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    subject_token: iris ? await running.office.idToken(shop, iris) : "",
    subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
    requested_token_type: `urn:shopify:params:oauth:token-type:${kind}-access-token`,
    expiring: "1",
    ...extra,
  });
}

async function admin(accessToken: unknown) {
  const answer = await fetch(`${running.url}/admin/api/2026-10/graphql.json`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-dev-store-shop": shop,
      "x-shopify-access-token": String(accessToken),
    },
    body: JSON.stringify({ query: "{ shop { name } }" }),
  });
  return { status: answer.status, body: (await answer.json()) as { errors?: unknown; data?: unknown } };
}

describe("tokens", () => {
  test("an offline token lasts an hour and comes with a refresh token", async () => {
    const { status, body } = await exchange("offline");
    expect(status).toBe(200);
    expect(body).toMatchObject({ expires_in: 3600, refresh_token_expires_in: 7_776_000 });
    expect(body.scope).toContain("read_orders");
  });

  test("an online token says who signed in", async () => {
    const { body } = await exchange("online");
    expect(body.associated_user).toMatchObject({ first_name: "Iris", account_owner: true, locale: "en" });
  });

  test("a session token of another shop buys nothing", async () => {
    const [iris] = staffOf(running.store());
    const foreign = iris ? await running.office.idToken("other.myshopify.com", iris) : "";
    const { status, body } = await exchange("offline", { subject_token: foreign });
    expect(status).toBe(400);
    expect(body.error).toBe("invalid_subject_token");
  });

  test("a refresh token may be used again until its replacement is used", async () => {
    const first = (await exchange("offline")).body.refresh_token as string;
    const refresh = (value: unknown) => token({ grant_type: "refresh_token", refresh_token: String(value) });

    const lost = await refresh(first);
    const again = await refresh(first);
    expect([lost.status, again.status]).toEqual([200, 200]);

    await refresh(again.body.refresh_token);
    expect((await refresh(first)).status).toBe(401);
  });

  test("a dead token is refused in Shopify's words", async () => {
    const { body } = await exchange("offline");
    running.office.revoke(shop);
    const refused = await admin(body.access_token);
    expect(refused.status).toBe(401);
    expect(refused.body.errors).toBe(
      "[API] Invalid API key or access token (unrecognized login or wrong password)",
    );
  });

  test("an access token dies after its hour, as the store's clock has it", async () => {
    const { body } = await exchange("offline");
    running.clock.moveBy(61 * 60_000);
    expect((await admin(body.access_token)).status).toBe(401);
    running.clock.reset();
  });
});

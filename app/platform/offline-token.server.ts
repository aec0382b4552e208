import { Session } from "@shopify/shopify-api";
import pg from "pg";

import { Unavailable } from "~/kit/failures";
import { sessions } from "~/shopify.server";

import { startOfWork } from "./clock.server";
import { env } from "./env.server";
import { addressOf } from "./walls.server";

/** Refreshed a little early, so that no call starts with a token that dies on the way. */
const EARLY_MS = 60_000;

/** The shop accepts no token of ours any more: uninstalled, or revoked until somebody opens the app again. */
export class TokenRefused extends Unavailable {
  constructor(shop: string) {
    super(`${shop} refuses our token`, 60_000);
  }
}

/**
 * The shop's offline access token, refreshed when it is about to expire. Refresh tokens rotate, so one
 * process at a time refreshes a shop's; the others wait and read what it stored.
 * @throws TokenRefused when there is none: the next person who opens the app brings a new one.
 */
export async function offlineToken(shop: string): Promise<string> {
  const session = await sessions.loadSession(`offline_${shop}`);
  if (session?.accessToken && !isStale(session)) return session.accessToken;
  const underWay = renewals.get(shop) ?? renewed(shop).finally(() => renewals.delete(shop));
  renewals.set(shop, underWay);
  return underWay;
}

/** What this process is renewing now. */
const renewals = new Map<string, Promise<string>>();

/** The lock has a connection of its own: from the pool, those who wait would starve the one who works. */
async function renewed(shop: string): Promise<string> {
  const lock = new pg.Client({
    connectionString: addressOf("no shop"),
    connectionTimeoutMillis: 5_000,
    statement_timeout: 20_000,
  });
  await lock.connect();
  try {
    await lock.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", [`token:${shop}`]);
    const current = await sessions.loadSession(`offline_${shop}`);
    if (current?.accessToken && !isStale(current)) return current.accessToken;
    if (!current?.refreshToken) throw new TokenRefused(shop);
    return (await refresh(current)).accessToken ?? "";
  } finally {
    await lock.end();
  }
}

/** Forgets an access token that Shopify refused, so that the next call refreshes it. */
export async function distrustToken(shop: string, token: string): Promise<void> {
  const session = await sessions.loadSession(`offline_${shop}`);
  if (session?.accessToken !== token) return;
  await sessions.storeSession(
    new Session({ ...session.toObject(), expires: new Date(startOfWork().getTime() - 1_000) }),
  );
}

/** Throws away every token of a shop that has left, people's included. */
export async function forgetTokens(shop: string): Promise<void> {
  const known = await sessions.findSessionsByShop(shop);
  await sessions.deleteSessions(known.map(({ id }) => id));
}

function isStale(session: Session): boolean {
  return session.expires !== undefined && session.expires.getTime() - EARLY_MS <= startOfWork().getTime();
}

type Answer = {
  access_token: string;
  expires_in?: number;
  refresh_token?: string;
  refresh_token_expires_in?: number;
  scope?: string;
};

async function refresh(session: Session): Promise<Session> {
  const response = await askForToken(session).catch(() => {
    throw new Unavailable(`The token office of ${session.shop} does not answer`);
  });
  if (response.status === 400 || response.status === 401) throw new TokenRefused(session.shop);
  if (!response.ok) throw new Unavailable(`Shopify refused to refresh the token of ${session.shop}`, 60_000);
  const answer = (await response.json()) as Answer;
  const fresh = new Session({
    ...session.toObject(),
    accessToken: answer.access_token,
    ...(answer.scope === undefined ? {} : { scope: answer.scope }),
    // An answer without an end keeps the old refresh token usable: it is refreshed again within the hour.
    expires: inSeconds(answer.expires_in ?? 3_600),
    refreshToken: answer.refresh_token ?? session.refreshToken ?? "",
    ...(answer.refresh_token_expires_in
      ? { refreshTokenExpires: inSeconds(answer.refresh_token_expires_in) }
      : {}),
  });
  await sessions.storeSession(fresh);
  return fresh;
}

function askForToken(session: Session): Promise<Response> {
  return fetch(`https://${session.shop}/admin/oauth/access_token`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({
      client_id: env().SHOPIFY_API_KEY,
      client_secret: env().SHOPIFY_API_SECRET,
      grant_type: "refresh_token",
      refresh_token: session.refreshToken,
    }),
    signal: AbortSignal.timeout(10_000),
  });
}

function inSeconds(seconds: number): Date {
  return new Date(startOfWork().getTime() + seconds * 1_000);
}

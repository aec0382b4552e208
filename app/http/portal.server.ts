import type { ZodType } from "zod";

import { NotFound } from "~/kit/failures";
import { openDesk, type Desk } from "~/platform/desk.server";
import { startOfWork } from "~/platform/clock.server";
import { isSignedByProxy } from "~/platform/secrets.server";
import { isRefused, refused, type Because } from "~/portal/refusal";
import { isOff } from "~/shops/switches";
import { readVisitorToken } from "~/portal/visitor/token.server";

import { isProxied, readProxyQuery, type ProxyQuery } from "./app-proxy";
import { bytesWithin, objectIn } from "./body";
import { callerIp } from "./caller";
import { refusalAnswer, refusalOf, SAFE } from "./portal-answers.server";
import { corsFor, corsForAnyShop, preflightHeaders } from "./storefront-origin.server";

/** A shopper who has come in: their desk, what they sent (without the token), and how to answer them. */
export type Visit = {
  readonly desk: Desk;
  readonly body: Record<string, unknown>;
  respond(data: unknown, status?: number): Response;
};

/** Somebody at the shop's own domain, before they have a token. */
export type Caller = Visit & { readonly customerId: string | null; readonly address: string };

const LARGEST_JSON = 256 * 1024;
const FRESH_MS = 90_000;

/**
 * Who knocks at the portal with a visitor token in a JSON body, straight or through the app proxy. The shop
 * comes from the token (and, through the proxy, must be the one that Shopify signed).
 * @throws Response with the portal's error, readable by the shop's storefront alone.
 */
async function enterPortal(request: Request): Promise<Visit> {
  return openedBy(request, await json(request));
}

/** The same for a body that somebody else has read, such as an upload's form. */
export async function openedBy(request: Request, sent: Record<string, unknown>): Promise<Visit> {
  const now = startOfWork();
  const { token, ...body } = sent;
  const proxy = await proxyOf(request, now);
  const pass = await readVisitorToken(token, now);
  if (!pass) throw await refusal(request, "expired");
  const actor = { kind: "shopper", visitorId: pass.visitorId, locale: pass.locale } as const;
  const desk = await openDesk({ id: pass.shopId }, actor, now).catch(whenGone);
  if (!desk || (proxy && proxy.shop !== desk.shop.domain)) throw await refusal(request, "expired");
  if (isOff(desk, "portal")) throw await refusal(request, "unavailable");
  return { desk, body, respond: respondTo(request, desk) };
}

/**
 * Who knocks through the app proxy: Shopify's signature proves the shop and the signed-in customer.
 * @throws Response 401 without a fresh, strict signature; 404 for a shop that has not installed the app.
 */
export async function enterStorefront(request: Request): Promise<Caller> {
  const now = startOfWork();
  const proxy = await proxyOf(request, now);
  if (!proxy) throw await refusal(request, "unsigned");
  const body = await json(request);
  const desk = await openDesk({ domain: proxy.shop }, { kind: "system" }, now);
  if (isOff(desk, "portal")) throw await refusal(request, "unavailable");
  const customerId = proxy.customerId && `gid://shopify/Customer/${proxy.customerId}`;
  return { desk, body, customerId, address: callerIp(request) ?? "", respond: respondTo(request, desk) };
}

type Args = { request: Request };

/** A door for shoppers: checks what was sent, lets the act answer, says every "no" in the visitor's words. */
export function portalDoor<Ask>(
  shape: ZodType<Ask>,
  act: (desk: Desk, ask: Ask, ip: string | null) => Promise<unknown>,
) {
  const enter = async (request: Request) => ({ ...(await enterPortal(request)), ip: callerIp(request) });
  return doorWith(enter, ({ desk, ip }, sent) => {
    const ask = shape.safeParse(sent);
    return ask.success ? act(desk, ask.data, ip) : refused("bad-input");
  });
}

/** The same with another way in. */
export function doorWith<V extends Visit>(
  enter: (request: Request) => Promise<V>,
  answer: (visit: V, body: Record<string, unknown>) => unknown,
) {
  return async ({ request }: Args): Promise<Response> => {
    if (request.method !== "POST")
      return new Response(null, { status: 405, headers: { allow: "POST", ...SAFE } });
    let visit: V | undefined;
    try {
      visit = await enter(request);
      return visit.respond(await answer(visit, visit.body));
    } catch (error) {
      if (error instanceof Response) return error;
      const refusedHere = refusalOf(error);
      return visit ? visit.respond(refusedHere) : refusal(request, refusedHere.refused);
    }
  };
}

/** Answers a browser's preflight; every portal route exports it as its loader. */
export async function portalPreflight({ request }: Args): Promise<Response> {
  if (request.method !== "OPTIONS") {
    return new Response(null, { status: 405, headers: { allow: "POST, OPTIONS", ...SAFE } });
  }
  return new Response(null, { status: 204, headers: await preflightHeaders(request.headers.get("origin")) });
}

async function proxyOf(request: Request, now: Date): Promise<ProxyQuery | null> {
  const { searchParams } = new URL(request.url);
  if (!isProxied(searchParams)) return null;
  const query = readProxyQuery(searchParams);
  const isFresh = query && Math.abs(now.getTime() - query.signedAt.getTime()) <= FRESH_MS;
  if (!isFresh || !isSignedByProxy(query.signed, query.signature)) throw await refusal(request, "unsigned");
  return query;
}

async function json(request: Request): Promise<Record<string, unknown>> {
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? "")) {
    throw await refusal(request, "bad-input");
  }
  const bytes = await bytesWithin(request, LARGEST_JSON);
  if (!bytes) throw await refusal(request, "too-large");
  const body = objectIn(bytes);
  if (!body) throw await refusal(request, "bad-input");
  return body;
}

/** A token outlives an uninstall by minutes. */
function whenGone(error: unknown): null {
  if (error instanceof NotFound) return null;
  throw error;
}

function respondTo(request: Request, desk: Desk): Visit["respond"] {
  const headers = corsFor(request.headers.get("origin"), desk.shop.storefrontUrl);
  const locale = desk.actor.kind === "shopper" ? desk.actor.locale : request.headers.get("accept-language");
  return (data, status = 200) =>
    isRefused(data)
      ? refusalAnswer(data, { locale, headers })
      : Response.json(data, { status, headers: { ...SAFE, ...headers } });
}

/** A "no" before we know whose desk it is. A database that is down costs the CORS headers, not the answer. */
export async function refusal(request: Request, because: Because): Promise<Response> {
  const headers = await corsForAnyShop(request.headers.get("origin")).catch(() => ({ vary: "Origin" }));
  return refusalAnswer(refused(because), { locale: request.headers.get("accept-language"), headers });
}

import type { Request, RequestHandler, Response } from "express";

import { shopperHere } from "~/conversations/mark.server";
import { NotFound } from "~/kit/failures";
import { startOfWork } from "~/platform/clock.server";
import { openDesk, type Desk } from "~/platform/desk.server";
import type { Change } from "~/platform/live.server";
import { presenceFor } from "~/portal/presence.server";
import { refused, type Refused } from "~/portal/refusal";
import { isVisitor } from "~/portal/visitor/known.server";
import { readVisitorToken, type VisitorPass } from "~/portal/visitor/token.server";
import { isOff } from "~/shops/switches";

import { refusalAnswer, refusalOf } from "./portal-answers.server";
import { corsFor, corsForAnyShop, preflightHeaders } from "./storefront-origin.server";
import { BEAT_MS, bearer, seatAt, stream, type Seat, type Told } from "./stream.server";

/** What happens in a shopper's own chat: text/event-stream, read with fetch and the visitor's token in the header. */
export const shopperStream = shopperStreamEvery(BEAT_MS);

/** The same with another time between signs of life. */
export function shopperStreamEvery(beatMs: number): RequestHandler {
  return async (request, response) => {
    const origin = request.headers.origin ?? null;
    if (request.method === "OPTIONS") {
      response
        .status(204)
        .set(await preflightHeaders(origin))
        .end();
      return;
    }
    const entry = await enter(request).catch(refusalOf);
    if ("refused" in entry) return turnAway(request, response, entry);
    const { seat, headers, pass, line } = entry;
    const { visitorId, locale } = pass;
    const begun = await stream(response, {
      seat,
      topics: [`visitor:${visitorId}`],
      headers,
      reader: visitorId,
      endsAt: pass.expiresAt.getTime(),
      beatMs,
      told,
      check: signsOfLife(visitorId, { locale, line }),
    });
    if (!begun) await turnAway(request, response, refused("slow-down", 60));
  };
}

type Entry = { seat: Seat; headers: Record<string, string>; pass: VisitorPass; line: string };

async function enter(request: Request): Promise<Entry | Refused> {
  const now = startOfWork();
  const pass = await readVisitorToken(bearer(request), now);
  if (!pass) return refused("expired");
  const { shopId, visitorId, locale } = pass;
  const desk = await openDesk({ id: shopId }, { kind: "shopper", visitorId, locale }, now).catch(whenGone);
  if (!desk) return refused("expired");
  if (isOff(desk, "portal")) return refused("unavailable");
  const { origin } = request.headers;
  if (origin !== undefined && origin !== desk.shop.storefrontUrl) return refused("expired");
  if (!(await isVisitor(desk, visitorId))) return refused("expired");
  await shopperHere(desk, visitorId);
  const headers = corsFor(origin ?? null, desk.shop.storefrontUrl);
  return { seat: seatAt(desk), headers, pass, line: (await presenceFor(desk, locale)).line };
}

/** An open stream is a shopper who is here; they hear when the team's hours begin or end. */
function signsOfLife(visitorId: string, known: { locale: string; line: string }) {
  let { line } = known;
  return async (desk: Desk, say: (told: Told) => void): Promise<boolean> => {
    if (isOff(desk, "portal") || !(await isVisitor(desk, visitorId))) return false;
    await shopperHere(desk, visitorId);
    const presence = await presenceFor(desk, known.locale);
    if (presence.line !== line) say({ event: "presence", data: presence });
    line = presence.line;
    return true;
  };
}

// Only what is named here leaves for a shopper's browser, whatever is ever published to their topic.
const forShoppers: Readonly<Record<string, readonly string[]>> = {
  hello: [],
  message: ["visibleSeq"],
  typing: ["who", "typing"],
  seen: ["visibleSeq"],
  status: ["status"],
  orders: [],
  resync: [],
};

function told(change: Change): Told | null {
  const names = forShoppers[change.type];
  return names
    ? { event: change.type, data: Object.fromEntries(names.map((name) => [name, change[name]])) }
    : null;
}

async function turnAway(request: Request, response: Response, refusal: Refused): Promise<void> {
  const headers = await corsForAnyShop(request.headers.origin ?? null).catch(() => ({ vary: "Origin" }));
  const answer = refusalAnswer(refusal, { locale: request.headers["accept-language"] ?? null, headers });
  response.status(answer.status).set(Object.fromEntries(answer.headers));
  response.send(await answer.text());
}

function whenGone(error: unknown): null {
  if (error instanceof NotFound) return null;
  throw error;
}

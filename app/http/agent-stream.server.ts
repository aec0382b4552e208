import type { Request, RequestHandler } from "express";

import { NotFound } from "~/kit/failures";
import { openDesk, type Desk } from "~/platform/desk.server";
import type { Change } from "~/platform/live.server";
import { log } from "~/platform/log.server";
import { maybeAgent } from "~/team/agents.server";
import { agentIsHere } from "~/team/here.server";
import { mayDo } from "~/team/permission";

import { SAFE } from "./portal-answers.server";
import { staffBehind, type Staff } from "./session-token.server";
import { BEAT_MS, bearer, seatAt, stream, type Seat, type Told } from "./stream.server";

/** The admin's page opens its stream anew after this, with a fresh session token. */
const LIFE_MS = 5 * 60_000;

/** What happens at a shop, for its team: text/event-stream, read with fetch and a session token in the header. */
export const agentStream = agentStreamEvery(BEAT_MS);

/** The same with another time between signs of life. */
export function agentStreamEvery(beatMs: number): RequestHandler {
  return async (request, response) => {
    const entry = await enter(request).catch((error: unknown) => {
      log.warn("A stream could not be opened", { error });
      return 503 as const;
    });
    if (typeof entry === "number") {
      response.status(entry).set(SAFE).json({ error: refusals[entry] });
      return;
    }
    const { seat, staff, agentId } = entry;
    const begun = await stream(response, {
      seat,
      topics: ["team"],
      headers: {},
      reader: agentId,
      endsAt: seat.now.getTime() + LIFE_MS,
      beatMs,
      told,
      check: (now) => isStillWelcome(now, staff),
    });
    if (!begun) response.status(429).set(SAFE).json({ error: refusals[429] });
  };
}

const refusals = {
  401: "unauthorized",
  403: "not-allowed",
  429: "too-many-streams",
  503: "unavailable",
} as const;
type Entry = { seat: Seat; staff: Staff; agentId: string };

async function enter(request: Request): Promise<Entry | keyof typeof refusals> {
  const staff = await staffBehind(bearer(request));
  const desk = staff && (await openDesk({ domain: staff.shop }, { kind: "system" }).catch(whenGone));
  const agent = desk && (await maybeAgent(desk, staff.userId));
  if (!agent) return 401;
  if (!mayDo(agent.role, "conversations:see")) return 403;
  await agentIsHere(desk, agent.id);
  return { seat: seatAt(desk), staff, agentId: agent.id };
}

/** Whoever left the team, or lost the right to see conversations, hears nothing more. */
async function isStillWelcome(desk: Desk, { userId }: Staff): Promise<boolean> {
  const agent = await maybeAgent(desk, userId);
  if (!agent || !mayDo(agent.role, "conversations:see")) return false;
  await agentIsHere(desk, agent.id);
  return true;
}

function told({ type, ...data }: Change): Told {
  return { event: type, data };
}

function whenGone(error: unknown): null {
  if (error instanceof NotFound) return null;
  throw error;
}

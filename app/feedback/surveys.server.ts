import { NotFound } from "~/kit/failures";
import { storable } from "~/kit/text";
import { database } from "~/platform/db.server";
import { openDesk, transaction, type Desk } from "~/platform/desk.server";
import { env } from "~/platform/env.server";
import { newId } from "~/platform/id.server";
import { announce } from "~/platform/jobs.server";
import { fingerprint, freshToken } from "~/platform/secrets.server";

import type { FeedbackEvent } from "./events";
import { QUIET_DAYS, whyNotAsk, type Score } from "./survey";

export type AskedOf = {
  readonly conversationId: string;
  /** Whether a person of the team has answered in it. */
  readonly spokeWithTeam: boolean;
  /** The same shopper's conversations, for the quiet time. */
  readonly sameShopper: readonly string[];
};

/** Asks how it was, unless there was nothing to judge or the shopper was asked lately. */
export async function askForFeedback(
  desk: Desk,
  { conversationId, spokeWithTeam, sameShopper }: AskedOf,
): Promise<boolean> {
  const since = new Date(desk.now.getTime() - QUIET_DAYS * 86_400_000);
  const lately = await desk.db.survey.count({
    where: { conversationId: { in: [...sameShopper] }, askedAt: { gt: since } },
  });
  if (whyNotAsk({ spokeWithTeam, askedLately: lately > 0 })) return false;
  const token = freshToken();
  const id = newId<"Survey">();
  await transaction(desk, async (inside) => {
    await inside.db.survey.create({
      data: { shopId: desk.shopId, id, conversationId, tokenHash: fingerprint(token), askedAt: desk.now },
    });
    const url = new URL(`/survey/${token}`, env().SHOPIFY_APP_URL).href;
    await announce(inside, {
      type: "survey.asked",
      surveyId: id,
      conversationId,
      url,
    } satisfies FeedbackEvent);
  });
  return true;
}

export type OpenSurvey = {
  readonly desk: Desk;
  readonly id: string;
  readonly conversationId: string;
  readonly score: number | null;
};

/** The survey behind a link. @throws NotFound for any token that we did not give out. */
export async function findSurvey(token: string): Promise<OpenSurvey> {
  const row = await database().survey.findUnique({ where: { tokenHash: fingerprint(token) } });
  if (!row) throw new NotFound("No such survey");
  const desk = await openDesk({ id: row.shopId }, { kind: "system" });
  return { desk, id: row.id, conversationId: row.conversationId, score: row.score };
}

/** Takes the answer; a later one replaces it (people change their mind, and thumbs slip). */
export async function recordFeedback(
  { desk, id, conversationId }: OpenSurvey,
  answer: { score: Score; comment: string },
): Promise<void> {
  await transaction(desk, async (inside) => {
    await inside.db.survey.updateMany({
      where: { id },
      data: { score: answer.score, comment: storable(answer.comment).slice(0, 2_000), answeredAt: desk.now },
    });
    const event: FeedbackEvent = {
      type: "survey.answered",
      surveyId: id,
      conversationId,
      score: answer.score,
    };
    await announce(inside, event);
  });
}

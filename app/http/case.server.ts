import { findRow } from "~/conversations/conversations.server";
import { findSurvey, type OpenSurvey } from "~/feedback/surveys.server";
import type { Id } from "~/kit/id";
import { NotFound, Unavailable } from "~/kit/failures";
import { startOfWork } from "~/platform/clock.server";
import { openDesk, type Desk } from "~/platform/desk.server";
import { verified } from "~/platform/secrets.server";
import { isOff } from "~/shops/switches";

import { asResponse } from "./answers";

export type CaseVisit = { readonly desk: Desk; readonly conversationId: string };

/**
 * Who comes by a signed link from a mail: the shopper of that one conversation. They see no other.
 * @throws Response 404 for a link that we did not make, that has ended, or whose case is gone.
 */
export async function enterCase(token: string | undefined): Promise<CaseVisit> {
  try {
    const now = startOfWork();
    const claims = await verified("case", token ?? "", now);
    if (typeof claims?.["shop"] !== "string" || typeof claims["conversation"] !== "string") {
      throw new NotFound("No such case");
    }
    const desk = await openDesk({ id: claims["shop"] }, { kind: "system" }, now);
    mustBeOpen(desk);
    const { id, visitorId, locale } = await findRow(desk, claims["conversation"]);
    if (!visitorId) throw new NotFound("No such case");
    const actor = { kind: "shopper", visitorId: visitorId as Id<"Visitor">, locale } as const;
    return { desk: { ...desk, actor }, conversationId: id };
  } catch (error) {
    throw asResponse(error);
  }
}

/**
 * Who comes by the link of a survey, to answer that one question.
 * @throws Response 404 for a link that we did not make, 503 while the doors for shoppers are shut.
 */
export async function enterSurvey(token: string | undefined): Promise<OpenSurvey> {
  try {
    const survey = await findSurvey(token ?? "");
    mustBeOpen(survey.desk);
    return survey;
  } catch (error) {
    throw asResponse(error);
  }
}

function mustBeOpen(desk: Desk): void {
  if (isOff(desk, "portal")) throw new Unavailable("The portal is stopped", 60_000);
}

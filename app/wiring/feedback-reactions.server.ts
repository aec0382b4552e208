import { writeMail } from "~/channels/mails.server";
import { greeting } from "~/channels/notices.server";
import { maybeTalk } from "~/conversations/asked/talk.server";
import { recordEvent } from "~/conversations/record.server";
import type { FeedbackEvent } from "~/feedback/events";
import { askForFeedback } from "~/feedback/surveys.server";
import { localeFor, words } from "~/kit/words";
import type { Desk } from "~/platform/desk.server";
import { settingsOf } from "~/shops/settings";
import { isOff } from "~/shops/switches";

/** A closed conversation: the shopper is asked how it was, if the merchant wants that. */
export async function askHowItWas(desk: Desk, { conversationId }: { conversationId: string }): Promise<void> {
  if (!settingsOf(desk).askForFeedback || isOff(desk, "automations")) return;
  const talk = await maybeTalk(desk, conversationId);
  if (talk) await askForFeedback(desk, { conversationId, ...talk });
}

type Asked = Extract<FeedbackEvent, { type: "survey.asked" }>;

/** The question stands in the chat… */
export async function showSurvey(desk: Desk, { surveyId, conversationId, url }: Asked): Promise<void> {
  if (isOff(desk, "automations")) return;
  const card = { type: "survey", url };
  await recordEvent(desk, conversationId, { card, visible: true, clientId: `survey:${surveyId}` });
}

/** …and comes by mail, to an address that is proven: what somebody typed is mailed answers alone. */
export async function mailSurvey(desk: Desk, { surveyId, conversationId, url }: Asked): Promise<void> {
  if (isOff(desk, "automations")) return;
  const talk = await maybeTalk(desk, conversationId);
  if (!talk?.email || !talk.proven) return;
  const say = words(localeFor(talk.locale));
  await writeMail(desk, {
    key: `survey:${surveyId}`,
    to: talk.email,
    toName: talk.name,
    subject: say("mail.survey_subject"),
    conversationId,
    body: {
      shopName: desk.shop.name,
      heading: say("mail.survey_heading"),
      paragraphs: [greeting(say, talk.name), say("mail.survey_what")],
      button: { label: say("mail.survey_button"), url },
      closing: say("mail.closing"),
    },
  });
}

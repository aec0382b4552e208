import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { z } from "zod";

import { isScore, scores } from "~/feedback/survey";
import { recordFeedback } from "~/feedback/surveys.server";
import { enterSurvey } from "~/http/case.server";
import { form } from "~/http/form";
import { localeFor, words } from "~/kit/words";
import { PlainPage } from "~/ui/plain-page";

export const handle = { permission: "anyone-with-the-link" } as const;
export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.shop ?? "" },
  { name: "robots", content: "noindex" },
];

const Answer = z.strictObject({
  score: z.coerce.number().refine(isScore),
  comment: z.string().max(2_000).default(""),
});

/** Opening the page records nothing: mail scanners open links too. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  const survey = await enterSurvey(params.token);
  return {
    shop: survey.desk.shop.name,
    score: survey.score,
    locale: localeFor(request.headers.get("accept-language")),
  };
}

export async function action({ params, request }: ActionFunctionArgs) {
  await recordFeedback(await enterSurvey(params.token), await form(request, Answer));
  return { thanks: true };
}

const FACES: Record<number, string> = { 1: "😞", 2: "🙁", 3: "😐", 4: "🙂", 5: "😀" };

export default function Survey() {
  const { shop, score, locale } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const say = words(locale);
  const busy = useNavigation().state !== "idle";
  if (answered?.thanks) {
    return (
      <PlainPage shop={shop}>
        <div role="status">
          <h1>{say("cases.survey_thanks")}</h1>
          <p>{say("cases.survey_thanks_more")}</p>
        </div>
      </PlainPage>
    );
  }
  return (
    <PlainPage shop={shop}>
      <h1 id="question">{say("cases.survey_question")}</h1>
      <Form method="post">
        <fieldset className="scores" aria-labelledby="question">
          {scores.map((value) => (
            <label key={value}>
              <input type="radio" name="score" value={value} required defaultChecked={score === value} />
              <span aria-hidden="true">{FACES[value]}</span>
              {say(`cases.survey_${value}`)}
            </label>
          ))}
        </fieldset>
        <label htmlFor="comment">{say("cases.survey_comment")}</label>
        <textarea id="comment" name="comment" maxLength={2000} />
        <button type="submit" disabled={busy}>
          {say("cases.survey_send")}
        </button>
      </Form>
    </PlainPage>
  );
}

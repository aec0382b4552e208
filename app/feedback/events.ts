/** What this room announces. */
export type FeedbackEvent =
  | { type: "survey.asked"; surveyId: string; conversationId: string; url: string }
  | { type: "survey.answered"; surveyId: string; conversationId: string; score: number };

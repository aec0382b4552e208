import type { Reason } from "./document";
import type { Asked, LineFacts } from "./facts";
import { hasAny } from "./match";

export type Question = Reason["questions"][number];
export type Consequence = Question["answers"][number]["then"];

const gravest: readonly Consequence[] = ["reject", "review", "keep", "accept"];

/** What is asked of this product when it comes back for this reason. */
export function questionsFor(reason: Reason, { tags }: Pick<LineFacts, "tags">): Question[] {
  return reason.questions.filter((question) => hasAny(question.tags, tags));
}

/** What the answers lead to: the gravest of all; a question without a known answer is looked at by a person. */
export function consequence(reason: Reason | null, line: LineFacts, asked: Asked | null): Consequence {
  if (!reason || !asked) return "accept";
  const found = questionsFor(reason, line).map(
    ({ id, answers }) => answers.find((answer) => answer.id === asked.answers[id])?.then ?? "review",
  );
  return gravest.find((one) => found.includes(one)) ?? "accept";
}

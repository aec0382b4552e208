import { BlockStack, Box, Button, FormLayout, InlineStack } from "@shopify/polaris";

import { words } from "~/kit/words";
import type { Reason } from "~/returns/policy/document";
import { useLocale, useWords } from "~/ui/admin";

import { Choice } from "./choice";
import { LabelFields } from "./labels";
import { TagsField } from "./tags-field";

type Question = Reason["questions"][number];
type Answer = Question["answers"][number];
const MOST = 10;

const follows = {
  accept: "editor.then_accept",
  review: "editor.then_review",
  reject: "editor.then_reject",
  keep: "editor.then_keep",
} as const;

type Props = {
  readonly question: Question;
  readonly onChange: (question: Question) => void;
  readonly remove: () => void;
};

/** One question, its answers, and what each of them leads to. */
export function QuestionFields({ question, onChange, remove }: Props) {
  const say = useWords();
  const locale = useLocale();
  const { answers } = question;
  const set = (part: Partial<Question>) => onChange({ ...question, ...part });
  const fresh = { en: words("en")("editor.answer_new"), "zh-CN": words("zh-CN")("editor.answer_new") };
  return (
    <Box background="bg-surface-secondary" padding="300" borderRadius="200">
      <BlockStack gap="300">
        <FormLayout>
          <LabelFields of="question" value={question.text} onChange={(text) => set({ text })} />
          <TagsField
            label={say("editor.question_tags")}
            value={question.tags}
            onChange={(tags) => set({ tags })}
          />
          {answers.map((answer, at) => (
            <AnswerFields
              key={answer.id}
              answer={answer}
              onChange={(next) => set({ answers: answers.with(at, next) })}
              remove={answers.length > 1 ? () => set({ answers: answers.toSpliced(at, 1) }) : null}
            />
          ))}
        </FormLayout>
        <InlineStack gap="300">
          <Button
            disabled={answers.length >= MOST}
            onClick={() =>
              set({ answers: [...answers, { id: crypto.randomUUID(), label: fresh, then: "review" }] })
            }
          >
            {say("editor.answer_add")}
          </Button>
          <Button
            variant="plain"
            tone="critical"
            accessibilityLabel={say("editor.question_delete", { name: question.text[locale] })}
            onClick={remove}
          >
            {say("editor.delete")}
          </Button>
        </InlineStack>
      </BlockStack>
    </Box>
  );
}

type AnswerProps = {
  readonly answer: Answer;
  readonly onChange: (answer: Answer) => void;
  /** Null for the only one. */
  readonly remove: (() => void) | null;
};

function AnswerFields({ answer, onChange, remove }: AnswerProps) {
  const say = useWords();
  const locale = useLocale();
  return (
    <BlockStack gap="200">
      <LabelFields of="answer" value={answer.label} onChange={(label) => onChange({ ...answer, label })} />
      <Choice
        label={say("editor.answer_then")}
        value={answer.then}
        words={follows}
        onChange={(then) => onChange({ ...answer, then })}
      />
      {remove && (
        <Button
          variant="plain"
          tone="critical"
          textAlign="left"
          accessibilityLabel={say("editor.answer_delete", { name: answer.label[locale] })}
          onClick={remove}
        >
          {say("editor.delete")}
        </Button>
      )}
    </BlockStack>
  );
}

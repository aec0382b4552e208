import { BlockStack, Button, FormLayout, InlineStack, Text } from "@shopify/polaris";

import { words, type Word } from "~/kit/words";
import type { Reason } from "~/returns/policy/document";
import { useLocale, useWords } from "~/ui/admin";

import { Choice } from "./choice";
import { LabelFields } from "./labels";
import { QuestionFields } from "./question-fields";

const MOST = 10;
const wanted = {
  off: "editor.wanted_off",
  optional: "editor.wanted_optional",
  required: "editor.wanted_required",
} as const;
const faults = { customer: "editor.fault_customer", ours: "editor.fault_ours" } as const;
const claims = {
  none: "editor.claim_none",
  damaged: "editor.claim_damaged",
  wrong: "editor.claim_wrong",
  missing: "editor.claim_missing",
} as const;

type Props = {
  readonly reason: Reason;
  readonly onChange: (reason: Reason) => void;
  /** Why it cannot be deleted. */
  readonly kept: Word | null;
  readonly remove: () => void;
};

/** All of one reason. */
export function ReasonFields({ reason, onChange, kept, remove }: Props) {
  const say = useWords();
  const set = (part: Partial<Reason>) => onChange({ ...reason, ...part });
  return (
    <BlockStack gap="400">
      <FormLayout>
        <LabelFields of="reason" value={reason.label} onChange={(label) => set({ label })} />
        <FormLayout.Group condensed>
          <Choice
            label={say("editor.reason_photo")}
            value={reason.photo}
            words={wanted}
            onChange={(photo) => set({ photo })}
          />
          <Choice
            label={say("editor.reason_comment")}
            value={reason.comment}
            words={wanted}
            onChange={(comment) => set({ comment })}
          />
          <Choice
            label={say("editor.reason_fault")}
            value={reason.fault}
            words={faults}
            onChange={(fault) => set({ fault })}
          />
          <Choice
            label={say("editor.reason_claim")}
            value={reason.claim ?? "none"}
            words={claims}
            onChange={(claim) => set({ claim: claim === "none" ? null : claim })}
          />
        </FormLayout.Group>
      </FormLayout>
      <Questions questions={reason.questions} onChange={(questions) => set({ questions })} />
      <InlineStack gap="200" blockAlign="center">
        <Button
          variant="plain"
          tone="critical"
          disabled={kept !== null}
          accessibilityLabel={say("editor.reason_delete", { name: reason.label[useLocale()] })}
          onClick={remove}
        >
          {say("editor.delete")}
        </Button>
        {kept && (
          <Text as="span" tone="subdued">
            {say(kept)}
          </Text>
        )}
      </InlineStack>
    </BlockStack>
  );
}

type Question = Reason["questions"][number];
type QuestionsProps = {
  readonly questions: readonly Question[];
  readonly onChange: (questions: Question[]) => void;
};

function Questions({ questions, onChange }: QuestionsProps) {
  const say = useWords();
  return (
    <BlockStack gap="300">
      {questions.length > 0 && (
        <Text as="h4" variant="headingSm">
          {say("editor.questions")}
        </Text>
      )}
      {questions.map((question, at) => (
        <QuestionFields
          key={question.id}
          question={question}
          onChange={(next) => onChange(questions.with(at, next))}
          remove={() => onChange(questions.toSpliced(at, 1))}
        />
      ))}
      <InlineStack>
        <Button disabled={questions.length >= MOST} onClick={() => onChange([...questions, newQuestion()])}>
          {say("editor.question_add")}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}

function newQuestion(): Question {
  const both = (word: Word) => ({ en: words("en")(word), "zh-CN": words("zh-CN")(word) });
  return {
    id: crypto.randomUUID(),
    text: both("editor.question_new"),
    tags: [],
    answers: [
      { id: crypto.randomUUID(), label: both("editor.answer_yes"), then: "accept" },
      { id: crypto.randomUUID(), label: both("editor.answer_no"), then: "review" },
    ],
  };
}

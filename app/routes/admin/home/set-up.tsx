import { BlockStack, Button, Card, Icon, InlineStack, ProgressBar, Text } from "@shopify/polaris";
import { CheckCircleIcon } from "@shopify/polaris-icons";

import type { Word } from "~/kit/words";
import type { Progress } from "~/orders/backfill/progress";
import { useWords } from "~/ui/admin";

type Facts = {
  readonly chatSeen: boolean;
  readonly mailSent: boolean;
  readonly answered: boolean;
  readonly policy: boolean;
  readonly themeEditor: string;
  readonly storefrontUrl: string;
};
type Step = {
  readonly word: Word;
  readonly done: boolean;
  readonly go?: { readonly word: Word; readonly url: string; readonly external?: boolean };
};

/** What is still to be set up; each step checks itself, and the whole card goes away when all are done. */
export function SetUp({ setUp, progress }: { setUp: Facts; progress: Progress | null }) {
  const say = useWords();
  const steps = stepsOf(setUp, progress);
  const done = steps.filter((step) => step.done).length;
  if (done === steps.length) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {say("home.setup_title")}
        </Text>
        <Text as="p" tone="subdued" id="setup-progress">
          {say("home.setup_done", { done, all: steps.length })}
        </Text>
        <ProgressBar
          progress={(done / steps.length) * 100}
          size="small"
          tone="primary"
          ariaLabelledBy="setup-progress"
        />
        <ul className="gt-steps">
          {steps.map((step) => (
            <StepLine key={step.word} step={step} />
          ))}
        </ul>
      </BlockStack>
    </Card>
  );
}

function stepsOf(
  { chatSeen, mailSent, answered, policy, themeEditor, storefrontUrl }: Facts,
  progress: Progress | null,
): Step[] {
  return [
    { word: "home.setup_orders", done: progress?.status === "done" },
    { word: "home.setup_chat", done: chatSeen, go: { word: "home.setup_chat_go", url: themeEditor } },
    { word: "home.setup_policy", done: policy, go: { word: "home.setup_policy_go", url: "/app/settings" } },
    {
      word: "home.setup_answer",
      done: answered,
      go: { word: "home.setup_answer_go", url: storefrontUrl, external: true },
    },
    { word: "home.setup_mail", done: mailSent },
  ];
}

function StepLine({ step: { word, done, go } }: { step: Step }) {
  const say = useWords();
  return (
    <li>
      <InlineStack gap="200" blockAlign="start" wrap={false}>
        {done ? (
          <span>
            <Icon source={CheckCircleIcon} tone="success" accessibilityLabel={say("home.step_done")} />
          </span>
        ) : (
          <span className="gt-todo" role="img" aria-label={say("home.step_open")} />
        )}
        <BlockStack gap="100" inlineAlign="start">
          <Text as="span" tone={done ? "subdued" : "base"}>
            {say(word)}
          </Text>
          {!done && go && (
            <Button size="slim" url={go.url} external={go.external ?? false}>
              {say(go.word)}
            </Button>
          )}
        </BlockStack>
      </InlineStack>
    </li>
  );
}

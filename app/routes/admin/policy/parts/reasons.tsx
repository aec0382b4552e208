import { BlockStack, Button, Card, Divider, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";

import { words } from "~/kit/words";
import type { Policy, Reason } from "~/returns/policy/document";
import { useLocale, useWords } from "~/ui/admin";

import { ReasonFields } from "./reason-fields";

const MOST = 50;
type Props = {
  readonly policy: Policy;
  readonly onChange: (policy: Policy) => void;
  /** In words, by the place where they are shown. */
  readonly problems: ReadonlyMap<string, readonly string[]>;
  readonly disabled: boolean;
};

/** What shoppers choose from when they say why. */
export function Reasons({ policy, onChange, problems, disabled }: Props) {
  const say = useWords();
  const [open, setOpen] = useState<number | null>(null);
  const { reasons } = policy;
  const set = (next: Reason[]) => onChange({ ...policy, reasons: next });
  const add = () => {
    set([...reasons, newReason()]);
    setOpen(reasons.length);
  };
  return (
    <Card>
      <BlockStack gap="300">
        {reasons.map((reason, at) => (
          <BlockStack gap="300" key={at}>
            {at > 0 && <Divider />}
            <ReasonRow
              reason={reason}
              problems={problems.get(`reason-${reason.handle}`) ?? []}
              isOpen={open === at}
              disabled={disabled}
              toggle={() => setOpen(open === at ? null : at)}
            />
            {open === at && (
              <ReasonFields
                reason={reason}
                onChange={(next) => set(reasons.with(at, next))}
                kept={whyKept(reason, policy)}
                remove={() => {
                  set(reasons.toSpliced(at, 1));
                  setOpen(null);
                }}
              />
            )}
          </BlockStack>
        ))}
        {!disabled && (
          <InlineStack>
            <Button onClick={add} disabled={reasons.length >= MOST}>
              {say("editor.reason_add")}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}

/** Why a reason cannot be deleted; null when it can. */
function whyKept({ handle }: Reason, { reasons, rules }: Policy) {
  if (reasons.length === 1) return "editor.reason_last" as const;
  const isUsed = rules.some(({ when }) => when.reasons.includes(handle));
  return isUsed ? ("editor.reason_used" as const) : null;
}

function newReason(): Reason {
  const label = { en: words("en")("editor.reason_new"), "zh-CN": words("zh-CN")("editor.reason_new") };
  return {
    handle: `own-${crypto.randomUUID()}`,
    label,
    photo: "off",
    comment: "optional",
    fault: "customer",
    claim: null,
    questions: [],
  };
}

type RowProps = {
  readonly reason: Reason;
  readonly problems: readonly string[];
  readonly isOpen: boolean;
  readonly disabled: boolean;
  readonly toggle: () => void;
};

function ReasonRow({ reason, problems, isOpen, disabled, toggle }: RowProps) {
  const say = useWords();
  const name = reason.label[useLocale()];
  return (
    <div id={`reason-${reason.handle}`} tabIndex={-1} className="gt-part-row">
      <BlockStack gap="050">
        <Text as="h3" variant="bodyMd" fontWeight="semibold" breakWord>
          {name}
        </Text>
        <Text as="p" tone="subdued">
          {say("editor.reason_summary", {
            photo: say(`editor.wanted_${reason.photo}`),
            comment: say(`editor.wanted_${reason.comment}`),
            fault: say(`editor.fault_${reason.fault}`),
            questions: reason.questions.length,
          })}
        </Text>
        {problems.map((text) => (
          <Text as="p" tone="critical" key={text}>
            {text}
          </Text>
        ))}
      </BlockStack>
      {!disabled && (
        <Button
          variant="plain"
          ariaExpanded={isOpen}
          accessibilityLabel={say(isOpen ? "editor.close_of" : "editor.edit_of", { name })}
          onClick={toggle}
        >
          {say(isOpen ? "editor.done" : "editor.edit")}
        </Button>
      )}
    </div>
  );
}

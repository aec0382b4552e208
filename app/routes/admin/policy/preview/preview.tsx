import { BlockStack, Card, Divider, Text } from "@shopify/polaris";
import { useState } from "react";

import { moneyText } from "~/kit/money";
import type { Locale } from "~/kit/words";
import type { Policy } from "~/returns/policy/document";
import { explain } from "~/returns/policy/explain";
import type { Estimate } from "~/returns/policy/facts";
import { asHeading } from "~/routes/admin/policy/rule/values";
import { useAdmin, useLocale, useWords } from "~/ui/admin";
import { useNow } from "~/ui/clock";

import type { Sample } from "./sample";
import { seen, type Seen, type Situation } from "./seen";
import { SituationFields } from "./situation-fields";

type Props = { readonly policy: Policy; readonly samples: readonly [Sample, ...Sample[]] };

/** A sample order as its shopper would see it, were this the policy. */
export function Preview({ policy, samples }: Props) {
  const say = useWords();
  const now = useNow();
  const { timezone } = useAdmin().shop;
  const [chosen, choose] = useState(samples[0].id);
  const sample = samples.find(({ id }) => id === chosen) ?? samples[0];
  const [situation, setSituation] = useState<Situation>(() => begin(sample));
  const lines = seen(policy, sample, { situation, at: { now, timezone } });
  const pick = (next: Sample) => {
    choose(next.id);
    setSituation({ ...situation, country: next.country });
  };
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {say("editor.preview")}
        </Text>
        <SituationFields {...{ policy, samples, sample, pick, situation, setSituation }} />
        <div role="region" aria-label={say("editor.preview")}>
          <BlockStack gap="300">
            {lines.map((line) => (
              <PreviewLine key={line.line.id} seen={line} />
            ))}
            {lines.length === 0 && (
              <Text as="p" tone="subdued">
                {say("editor.preview_nothing")}
              </Text>
            )}
          </BlockStack>
        </div>
      </BlockStack>
    </Card>
  );
}

function begin({ country }: Sample): Situation {
  return { country, customerTags: [], productTags: [], daysAgo: 10, reason: null };
}

function PreviewLine({ seen: { line, judgement, estimates } }: { seen: Seen }) {
  const say = useWords();
  const locale = useLocale();
  const { timezone } = useAdmin().shop;
  const { rule } = judgement;
  return (
    <BlockStack gap="150">
      <Divider />
      <Text as="h3" variant="bodyMd" fontWeight="semibold" breakWord>
        <span dir="auto">{line.title}</span>
      </Text>
      <Text as="p" tone={judgement.open ? "success" : "subdued"} breakWord>
        {explain({ ...judgement, rule: null }, { locale, timezone, to: "shopper" })}
      </Text>
      {estimates.length > 0 && (
        <ul className="gt-estimates">
          {estimates.map((estimate) => (
            <li key={estimate.outcome}>{estimateText(estimate, say, locale)}</li>
          ))}
        </ul>
      )}
      <Text as="p" tone="subdued" breakWord>
        {rule ? say("editor.preview_by", { rule: rule.name }) : say("editor.preview_no_rule")}
      </Text>
    </BlockStack>
  );
}

function estimateText(
  { outcome, total, fee, bonus }: Estimate,
  say: ReturnType<typeof useWords>,
  locale: Locale,
): string {
  const amount = outcome === "replacement" ? say("editor.preview_sent_back") : moneyText(total, locale);
  const parts = [
    say("editor.preview_gets", { outcome: asHeading(say(`editor.outcome_${outcome}`), locale), amount }),
    ...(fee.minor > 0 ? [say("editor.preview_fee", { fee: moneyText(fee, locale) })] : []),
    ...(bonus.minor > 0 ? [say("editor.preview_bonus", { bonus: moneyText(bonus, locale) })] : []),
  ];
  return new Intl.ListFormat(locale, { type: "unit" }).format(parts);
}

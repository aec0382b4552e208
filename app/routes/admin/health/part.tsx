import { Badge, BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

import type { Word } from "~/kit/words";
import type { Verdict } from "~/reports/health";
import { useWords } from "~/ui/admin";

const tones = { well: "success", watch: "attention", ill: "critical" } as const;
const words: Record<Verdict, Word> = { well: "health.well", watch: "health.watch", ill: "health.ill" };

type Props = { readonly title: Word; readonly verdict: Verdict; readonly children: ReactNode };

/** One part of the page: what it is about, how it is at a glance, and the facts. */
export function Part({ title, verdict, children }: Props) {
  const say = useWords();
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {say(title)}
          </Text>
          <Badge tone={tones[verdict]}>{say(words[verdict])}</Badge>
        </InlineStack>
        {children}
      </BlockStack>
    </Card>
  );
}

/** A fact and its name. */
export function Fact({ name, children }: { readonly name: Word; readonly children: ReactNode }) {
  const say = useWords();
  return (
    <BlockStack gap="050">
      <Text as="span" variant="bodySm" tone="subdued">
        {say(name)}
      </Text>
      <Text as="span">{children}</Text>
    </BlockStack>
  );
}

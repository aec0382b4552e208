import { Link } from "@remix-run/react";
import { BlockStack, Card, InlineGrid, Text } from "@shopify/polaris";

import type { ViewCounts } from "~/conversations/inbox";
import type { Word } from "~/kit/words";
import type { Stage } from "~/returns/return";
import { useLocale, useWords } from "~/ui/admin";

type Props = { views: ViewCounts; returns: Record<Stage, number> };

/** Today in one glance; each figure leads to the work behind it. */
export function Today({ views, returns }: Props) {
  return (
    <InlineGrid columns={{ xs: 2, md: 4 }} gap="400">
      <Figure word="home.today_mine" count={views.mine} to="/app/inbox?view=mine" />
      <Figure word="home.today_unassigned" count={views.unassigned} to="/app/inbox?view=unassigned" />
      <Figure word="home.today_approve" count={returns.requested} to="/app/returns?stage=requested" />
      <Figure word="home.today_refund" count={returns.received} to="/app/returns?stage=received" />
    </InlineGrid>
  );
}

function Figure({ word, count, to }: { word: Word; count: number; to: string }) {
  const say = useWords();
  const locale = useLocale();
  return (
    <Link to={to} className="gt-figure">
      <Card>
        <BlockStack gap="100">
          <Text as="h2" variant="bodySm" tone="subdued">
            {say(word)}
          </Text>
          <Text as="p" variant="headingXl">
            {count.toLocaleString(locale)}
          </Text>
        </BlockStack>
      </Card>
    </Link>
  );
}

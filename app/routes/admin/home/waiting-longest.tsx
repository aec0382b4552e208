import { BlockStack, Card, InlineStack, ResourceItem, ResourceList, Text } from "@shopify/polaris";

import type { Waiting } from "~/conversations/asked/waiting.server";
import { useWords } from "~/ui/admin";
import { Ago } from "~/ui/ago";
import { Nothing } from "~/ui/nothing";

/** Who has waited longest, one click from an answer. */
export function WaitingLongest({ waiting }: { waiting: readonly Waiting[] }) {
  const say = useWords();
  return (
    <Card padding="0">
      <div className="gt-card-head">
        <Text as="h2" variant="headingMd">
          {say("home.waiting_title")}
        </Text>
      </div>
      {waiting.length === 0 ? (
        <Nothing title={say("home.waiting_none")} text={say("home.waiting_none_more")} />
      ) : (
        <ResourceList items={[...waiting]} renderItem={(row) => <Row row={row} />} />
      )}
    </Card>
  );
}

function Row({ row }: { row: Waiting }) {
  const say = useWords();
  const name = row.who ?? say("home.no_name");
  return (
    <ResourceItem id={row.id} url={`/app/inbox/${row.id}`} accessibilityLabel={say("home.answer", { name })}>
      <div className="gt-within">
        <BlockStack gap="050">
          <InlineStack align="space-between" wrap={false} gap="400">
            <Text as="span" fontWeight="semibold" truncate>
              <bdi>{name}</bdi>
            </Text>
            <span className="gt-amount">
              <Text as="span" tone="subdued">
                <Ago at={row.since} />
              </Text>
            </span>
          </InlineStack>
          <Text as="span" tone="subdued" truncate>
            <bdi>{row.preview || say("home.a_picture")}</bdi>
          </Text>
        </BlockStack>
      </div>
    </ResourceItem>
  );
}

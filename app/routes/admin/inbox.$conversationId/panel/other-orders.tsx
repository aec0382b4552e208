import { BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";

import type { OtherOrder } from "~/routes/admin/inbox.$conversationId/view";
import { useLocale, useWords } from "~/ui/admin";
import { Amount } from "~/ui/amount";
import { useNow } from "~/ui/clock";
import { dayText } from "~/ui/elapsed";
import { OrderBadges } from "~/ui/status";

import { LinkButton } from "./link-order";

const SHOWN = 3;
type Props = { conversationId: string; orders: readonly OtherOrder[] };

/** The customer's other orders, the newest first; each can be laid beside the conversation. */
export function OtherOrders({ conversationId, orders }: Props) {
  const say = useWords();
  const [isWhole, setWhole] = useState(false);
  if (orders.length === 0) return null;
  const shown = isWhole ? orders : orders.slice(0, SHOWN);
  return (
    <Card padding="300">
      <BlockStack gap="200">
        <Text as="h3" variant="headingSm">
          {say("inbox.otherOrders")}
        </Text>
        <ul className="gt-others">
          {shown.map((order) => (
            <Other key={order.id} order={order} conversationId={conversationId} />
          ))}
        </ul>
        {shown.length < orders.length && (
          <button type="button" className="gt-plain" onClick={() => setWhole(true)}>
            {say("inbox.ordersMore", { count: orders.length - shown.length })}
          </button>
        )}
      </BlockStack>
    </Card>
  );
}

function Other({ order, conversationId }: { order: OtherOrder; conversationId: string }) {
  const locale = useLocale();
  const now = useNow();
  return (
    <li>
      <InlineStack align="space-between" blockAlign="center" wrap={false} gap="200">
        <div>
          <Text as="p" fontWeight="medium">
            {order.name} · <Amount of={order.total} />
          </Text>
          <Text as="p" tone="subdued">
            <span suppressHydrationWarning>{dayText(order.placedAt, now, locale)}</span>
          </Text>
        </div>
        <LinkButton conversationId={conversationId} order={order} />
      </InlineStack>
      <InlineStack gap="100">
        <OrderBadges financial={order.financial} fulfillment={order.fulfillment} />
      </InlineStack>
    </li>
  );
}

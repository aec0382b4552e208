import { BlockStack, Button, Text } from "@shopify/polaris";
import { XIcon } from "@shopify/polaris-icons";

import type { ConversationPage } from "~/routes/admin/inbox.$conversationId/view";
import { useWords } from "~/ui/admin";

import { Customer } from "./customer";
import { LinkOrder } from "./link-order";
import { OrderCard } from "./order-card";
import { OtherOrders } from "./other-orders";

/** Beside the conversation: who it is, the linked orders (the newest open), and their other ones. */
export function OrderPanel({ page, close }: { page: ConversationPage; close: () => void }) {
  const { conversation, customer, orders, otherOrders } = page;
  const say = useWords();
  return (
    <aside className="gt-panel" aria-label={say("inbox.panel")}>
      <div className="gt-panel-close">
        <Button icon={XIcon} variant="tertiary" accessibilityLabel={say("inbox.panelHide")} onClick={close} />
      </div>
      <BlockStack gap="300">
        <Customer customer={customer} />
        {orders.map((shown, index) => (
          <OrderCard
            key={shown.order.id}
            shown={shown}
            conversationId={conversation.id}
            startsOpen={index === 0}
          />
        ))}
        {orders.length === 0 && (
          <Text as="p" tone="subdued">
            {say("inbox.noOrder")}
          </Text>
        )}
        <OtherOrders conversationId={conversation.id} orders={otherOrders} />
        <LinkOrder conversationId={conversation.id} />
      </BlockStack>
    </aside>
  );
}

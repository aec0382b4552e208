import { Badge, Banner, BlockStack, Button, Card, InlineStack, Link, Text } from "@shopify/polaris";

import { gidTail } from "~/kit/id";
import { moneyText } from "~/kit/money";
import type { Word } from "~/kit/words";
import { useLocale, useMay, useWords } from "~/ui/admin";
import { Ago } from "~/ui/ago";

import type { ShownDoubt } from "./load.server";
import { useDecision } from "./use-decision";

/** A payment of which a machine could not find out for certain what became of it. */
export function DoubtfulCard({ intent }: { intent: ShownDoubt }) {
  const say = useWords();
  const locale = useLocale();
  const mayApprove = useMay()("money:approve");
  const { isBusy, error, take } = useDecision();
  const { id, orderName, amount, actorName, createdAt, state } = intent;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" align="space-between">
          <Text as="h2" variant="headingMd">
            {orderName} · {moneyText(amount, locale)} · {actorName}
          </Text>
          <Ago at={createdAt} />
        </InlineStack>
        <InlineStack gap="200">
          <Badge>{say(`money.kind_${intent.kind}`)}</Badge>
          <Badge tone="attention">{say(`money.state_${state}`)}</Badge>
        </InlineStack>
        <Text as="p">{say(whyOf(intent))}</Text>
        {error && <Banner tone="warning">{error}</Banner>}
        <Link url={`shopify://admin/orders/${gidTail(intent.orderId)}`} target="_top" removeUnderline>
          {say("money.see_order")}
        </Link>
        {mayApprove && (
          <InlineStack gap="200">
            {state !== "failed" && (
              <Button
                loading={isBusy}
                onClick={() => take({ body: { verdict: "look", id }, done: "common.done" })}
              >
                {say("money.look_again")}
              </Button>
            )}
            <Button
              disabled={isBusy}
              onClick={() => take({ body: { verdict: "reviewed", id }, done: "money.looked_done" })}
            >
              {say("money.looked")}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}

function whyOf({ state, failure }: ShownDoubt): Word {
  if (state === "pending") return "money.look_pending";
  if (state !== "failed") return "money.look_unknown";
  if (failure === "no-trace") return "money.look_no-trace";
  return failure?.startsWith("refused:gateway") ? "money.look_gateway" : "money.look_elsewhere";
}

import {
  BlockStack,
  Button,
  ButtonGroup,
  Card,
  Collapsible,
  Icon,
  InlineStack,
  Link,
  Text,
  Tooltip,
} from "@shopify/polaris";
import { ChevronDownIcon, ChevronRightIcon } from "@shopify/polaris-icons";
import { useId, useState } from "react";

import { CancelSheet } from "~/routes/admin/inbox.$conversationId/cancelling/cancel-sheet";
import { RefundSheet } from "~/routes/admin/inbox.$conversationId/refund/refund-sheet";
import { RequestSheet } from "~/routes/admin/inbox.$conversationId/returning/request-sheet";
import { ReturnCard } from "~/routes/admin/inbox.$conversationId/returning/return-card";
import type { PanelOrder } from "~/routes/admin/inbox.$conversationId/view";
import type { Word } from "~/kit/words";
import { useLocale, useMay, useWords } from "~/ui/admin";
import { Amount } from "~/ui/amount";
import { dayText } from "~/ui/elapsed";
import { useNow } from "~/ui/clock";
import { OrderBadges } from "~/ui/status";

import { Lines } from "./lines";
import { LateBadge, Shipping } from "./shipping";
import { Payment } from "./payment";
import { Timeline } from "./timeline";
import { LinkButton, UnlinkOrder } from "./link-order";

type Props = { shown: PanelOrder; conversationId: string; startsOpen: boolean };

/** One order: how it stands, what is in it, where it is, what was paid and what happened. */
export function OrderCard({ shown, conversationId, startsOpen }: Props) {
  const { order, late, returns, adminUrl, isLinked } = shown;
  const say = useWords();
  const [isOpen, setOpen] = useState(startsOpen);
  const body = useId();
  const isCancelled = order.cancelledAt !== null;
  return (
    <Card padding="0">
      <div className="gt-order-head">
        <button
          type="button"
          className="gt-order-fold"
          aria-expanded={isOpen}
          aria-controls={body}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon source={isOpen ? ChevronDownIcon : ChevronRightIcon} tone="subdued" />
          <Text as="h3" variant="headingMd">
            {order.name}
          </Text>
          <PlacedAt at={order.placedAt} />
        </button>
        <Amount of={order.total} />
      </div>
      <div className="gt-order-badges">
        <OrderBadges
          financial={order.financialStatus}
          fulfillment={order.fulfillmentStatus}
          returnStatus={order.returnStatus}
          isCancelled={isCancelled}
        />
        <LateBadge late={late} />
      </div>
      <Collapsible open={isOpen} id={body} transition={false}>
        <div className="gt-order-body">
          <BlockStack gap="300">
            <Lines order={order} returns={returns} />
            <Actions shown={shown} conversationId={conversationId} />
            {returns.map((one) => (
              <ReturnCard key={one.id} shown={one} />
            ))}
            <Shipping order={order} late={late} />
            <Payment order={order} />
            <Timeline shown={shown} />
            <InlineStack align="space-between">
              <Link url={adminUrl} target="_top" removeUnderline>
                {say("inbox.openInShopify")}
              </Link>
              {isLinked ? (
                <UnlinkOrder conversationId={conversationId} orderId={order.id} />
              ) : (
                <LinkButton conversationId={conversationId} order={order} />
              )}
            </InlineStack>
          </BlockStack>
        </div>
      </Collapsible>
    </Card>
  );
}

function PlacedAt({ at }: { at: Date }) {
  const locale = useLocale();
  const now = useNow();
  return (
    <Text as="span" tone="subdued">
      <time dateTime={at.toISOString()} suppressHydrationWarning>
        {dayText(at, now, locale)}
      </time>
    </Text>
  );
}

/** What can be done with the whole order; what cannot is there, with the reason. */
function Actions({ shown, conversationId }: { shown: PanelOrder; conversationId: string }) {
  const say = useWords();
  const may = useMay();
  const [sheet, setSheet] = useState<"refund" | "return" | "cancel" | null>(null);
  const noRefund = whyNoRefund(shown, may("orders:refund"));
  const noReturn = whyNoReturn(shown, may("returns:decide"));
  const noCancel = whyNoCancel(shown, may("orders:cancel"));
  return (
    <>
      <ButtonGroup fullWidth>
        <WithReason reason={noReturn}>
          <Button disabled={noReturn !== null} onClick={() => setSheet("return")} fullWidth>
            {say("inbox.return")}
          </Button>
        </WithReason>
        <WithReason reason={noRefund}>
          <Button disabled={noRefund !== null} onClick={() => setSheet("refund")} fullWidth>
            {say("inbox.refund")}
          </Button>
        </WithReason>
      </ButtonGroup>
      {!isSent(shown) && (
        <WithReason reason={noCancel}>
          <Button
            disabled={noCancel !== null}
            onClick={() => setSheet("cancel")}
            fullWidth
            variant="tertiary"
          >
            {say("money.cancel_order")}
          </Button>
        </WithReason>
      )}
      {sheet === "cancel" && <CancelSheet {...{ shown, conversationId }} close={() => setSheet(null)} />}
      {sheet === "refund" && <RefundSheet {...{ shown, conversationId }} close={() => setSheet(null)} />}
      {sheet === "return" && <RequestSheet {...{ shown, conversationId }} close={() => setSheet(null)} />}
    </>
  );
}

function WithReason({ reason, children }: { reason: Word | null; children: React.ReactElement }) {
  const say = useWords();
  return reason ? (
    <Tooltip content={say(reason)}>
      <span className="gt-reason" tabIndex={0} aria-label={say(reason)} role="note">
        {children}
      </span>
    </Tooltip>
  ) : (
    children
  );
}

function whyNoRefund({ order }: PanelOrder, isAllowed: boolean): Word | null {
  if (!isAllowed) return "inbox.noRefundRight";
  if (["PENDING", "AUTHORIZED", "VOIDED", "EXPIRED"].includes(order.financialStatus))
    return "inbox.noRefundUnpaid";
  return order.refunded.customer.minor >= order.total.customer.minor ? "inbox.noRefundLeft" : null;
}

/** Once something has left, an order is not cancelled any more; it comes back or is paid back. */
function isSent({ order }: PanelOrder): boolean {
  return order.lines.some(({ fulfilledQuantity }) => fulfilledQuantity > 0);
}

function whyNoCancel({ order }: PanelOrder, isAllowed: boolean): Word | null {
  if (!isAllowed) return "money.no_cancel_right";
  return order.cancelledAt === null ? null : "money.cancel_cancelled";
}

function whyNoReturn({ order }: PanelOrder, isAllowed: boolean): Word | null {
  if (!isAllowed) return "inbox.noReturnRight";
  return order.lines.some(({ fulfilledQuantity }) => fulfilledQuantity > 0) ? null : "inbox.noReturnUnsent";
}

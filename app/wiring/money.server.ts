import { recordEvent } from "~/conversations/record.server";
import type { Id } from "~/kit/id";
import { resolveIntent, type Mover } from "~/ledger/carry.server";
import type { IntentKind } from "~/ledger/intent";
import { findIntent, listPending, listUnsettled } from "~/ledger/intents.server";
import { isBooked } from "~/ledger/verdict";
import type { CancelEvent } from "~/orders/cancel";
import { cancelMover } from "~/orders/cancel.server";
import type { RefundEvent } from "~/orders/refund";
import { refundMover } from "~/orders/refund.server";
import { pullOrder } from "~/orders/pull.server";
import type { Desk } from "~/platform/desk.server";
import { log } from "~/platform/log.server";
import { installedShops } from "~/platform/work.server";
import { settleMover } from "~/returns/settle.server";

/** Who carries out which kind of payment. */
export const movers: Record<IntentKind, Mover<{ readonly because: string }>> = {
  refund: refundMover,
  "return-refund": settleMover,
  cancel: cancelMover,
};

/** Settles one intent by Shopify's books; what it paid shows beside the order at once. */
export async function finishMoney(desk: Desk, { intentId }: { intentId: string }): Promise<void> {
  const before = await findIntent(desk, intentId as Id<"MoneyIntent">);
  const now = await resolveIntent(desk, movers[before.kind], before.id);
  if (isBooked(now) && !isBooked(before)) await pullOrder(desk, now.orderId);
}

/** The order changed: what waits for the payment provider's word may have it now. */
export async function hearOfPending(desk: Desk, { orderId }: { orderId: string }): Promise<void> {
  for (const { id } of await listPending(desk, orderId)) await finishMoney(desk, { intentId: id });
}

/** At the worker's start and on its rounds: whatever a crash left behind, in every shop. */
export async function sweepMoney(): Promise<void> {
  for (const desk of await installedShops()) {
    for (const { id } of await listUnsettled(desk)) {
      await finishMoney(desk, { intentId: id }).catch((error: unknown) =>
        log.warn("An intent could not be settled yet", { shop: desk.shop.domain, error }),
      );
    }
  }
}

/** A line in the conversation where it was done, else in the one that the order was last linked to. */
export async function noteRefund(desk: Desk, event: RefundEvent): Promise<void> {
  const conversationId = event.conversationId ?? (await lastLinked(desk, event.orderId));
  if (!conversationId) return;
  const { type, orderId, refundId, amountMinor, currency, by } = event;
  await recordEvent(desk, conversationId, {
    card: { type, orderId, refundId, amountMinor, currency, by },
    visible: true,
    clientId: `refund:${refundId}`,
  });
}

/** The team's line that the order was cancelled; what was paid back has its own. */
export async function noteCancel(desk: Desk, event: CancelEvent): Promise<void> {
  const conversationId = event.conversationId ?? (await lastLinked(desk, event.orderId));
  if (!conversationId) return;
  const { type, orderId, by } = event;
  await recordEvent(desk, conversationId, {
    card: { type, orderId, by },
    visible: false,
    clientId: `cancel:${orderId}`,
  });
}

async function lastLinked(desk: Desk, orderId: string): Promise<string | null> {
  const link = await desk.db.conversationOrder.findFirst({
    where: { orderId },
    orderBy: { linkedAt: "desc" },
  });
  return link?.conversationId ?? null;
}

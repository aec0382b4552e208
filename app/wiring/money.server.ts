import { recordEvent } from "~/conversations/record.server";
import type { Id } from "~/kit/id";
import type { Intent, IntentKind } from "~/ledger/intent";
import { findIntent, listUnsettled } from "~/ledger/intents.server";
import type { RefundEvent } from "~/orders/refund";
import { resolveRefund } from "~/orders/refund.server";
import { pullOrder } from "~/orders/pull.server";
import type { Desk } from "~/platform/desk.server";
import { log } from "~/platform/log.server";
import { installedShops } from "~/platform/work.server";
import { resolveSettlement } from "~/returns/settle.server";

const finishers: Record<IntentKind, (desk: Desk, id: Id<"MoneyIntent">) => Promise<Intent>> = {
  refund: resolveRefund,
  "return-refund": resolveSettlement,
};

/** Settles one intent by Shopify's books; what it paid shows beside the order at once. */
export async function finishMoney(desk: Desk, { intentId }: { intentId: string }): Promise<void> {
  const before = await findIntent(desk, intentId as Id<"MoneyIntent">);
  const now = await finishers[before.kind](desk, before.id);
  if (now.state === "succeeded" && before.state !== "succeeded") await pullOrder(desk, now.orderId);
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

async function lastLinked(desk: Desk, orderId: string): Promise<string | null> {
  const link = await desk.db.conversationOrder.findFirst({
    where: { orderId },
    orderBy: { linkedAt: "desc" },
  });
  return link?.conversationId ?? null;
}

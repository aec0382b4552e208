import type { Dispute, RiskAssessment } from "../state/doubt.ts";
import type { Order } from "../state/order.ts";
import type { Store } from "../store.ts";
import { idOf, shopText, stamp } from "./write.ts";

export function disputePayload(store: Store, dispute: Dispute) {
  return {
    id: idOf(dispute.id),
    order_id: idOf(dispute.orderId),
    type: dispute.type.toLowerCase(),
    amount: shopText(dispute.amount),
    currency: dispute.amount.shop.currency,
    reason: dispute.reason.toLowerCase(),
    network_reason_code: dispute.networkReasonCode,
    status: dispute.status.toLowerCase(),
    evidence_due_by: stamp(store, dispute.evidenceDueBy),
    evidence_sent_on: stamp(store, dispute.evidenceSentOn),
    finalized_on: stamp(store, dispute.finalizedOn),
    initiated_at: stamp(store, dispute.initiatedAt),
  };
}

/** The provider stays empty: that is how an assessment by Shopify itself is told. */
export function riskPayload(store: Store, order: Order, detail: unknown) {
  const { riskLevel, createdAt } = detail as RiskAssessment;
  return {
    provider_id: null,
    provider_title: null,
    risk_level: riskLevel.toLowerCase(),
    created_at: stamp(store, createdAt),
    order_id: idOf(order.id),
    admin_graphql_api_order_id: order.id,
  };
}

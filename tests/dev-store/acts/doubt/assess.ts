import { done, refused } from "../../state/outcome.ts";
import type { Outcome } from "../../state/outcome.ts";
import type { RiskAssessment } from "../../state/doubt.ts";
import type { Order } from "../../state/order.ts";
import { fulfillmentStatus } from "../../state/status.ts";
import type { Store } from "../../store.ts";

/** Shopify judges the risk of fraud, anew if it did before; not any more once everything is sent. */
export function assessRisk(
  store: Store,
  order: Order,
  found: Omit<RiskAssessment, "createdAt">,
): Outcome<RiskAssessment> {
  if (fulfillmentStatus(order) === "FULFILLED")
    return refused(
      ["orderRiskAssessmentInput", "orderId"],
      "The order is marked as fulfilled and can no longer accept new order risk assessments.",
      "ORDER_ALREADY_FULFILLED",
    );
  const assessment: RiskAssessment = { ...found, createdAt: store.now() };
  order.riskAssessments.push(assessment);
  store.announce("orders/risk_assessment_changed", order.id, assessment);
  return done(assessment);
}

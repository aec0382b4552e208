import type { MoneyBag } from "./money.ts";

/** A buyer's bank asks for a payment back. The money itself moves in the payout, not in the order's ledger. */
export type Dispute = {
  /** gid://shopify/ShopifyPaymentsDispute/... */
  id: string;
  orderId: string;
  type: "CHARGEBACK" | "INQUIRY";
  amount: MoneyBag;
  reason: DisputeReason;
  /** The card network's own number for the reason. */
  networkReasonCode: string;
  status: "NEEDS_RESPONSE" | "UNDER_REVIEW" | "ACCEPTED" | "WON" | "LOST";
  evidenceDueBy: string;
  evidenceSentOn: string | null;
  finalizedOn: string | null;
  initiatedAt: string;
};

export type DisputeReason = "FRAUDULENT" | "PRODUCT_NOT_RECEIVED" | "PRODUCT_UNACCEPTABLE";

/** Mastercard's numbers. */
export const reasonCodes: Readonly<Record<DisputeReason, string>> = {
  FRAUDULENT: "4837",
  PRODUCT_NOT_RECEIVED: "4855",
  PRODUCT_UNACCEPTABLE: "4853",
};

export const riskLevels = ["HIGH", "MEDIUM", "LOW", "NONE", "PENDING"] as const;
export type RiskLevel = (typeof riskLevels)[number];

/** What Shopify itself thinks of an order; assessments by apps are not built. */
export type RiskAssessment = {
  riskLevel: RiskLevel;
  facts: { description: string; sentiment: "NEGATIVE" | "NEUTRAL" | "POSITIVE" }[];
  createdAt: string;
};

const advice: Readonly<Partial<Record<RiskLevel, string>>> = {
  HIGH: "CANCEL",
  MEDIUM: "INVESTIGATE",
  LOW: "ACCEPT",
};

/** What the last assessment asks the merchant to do. */
export function recommendation(assessments: readonly RiskAssessment[]): string {
  return advice[assessments.at(-1)?.riskLevel ?? "NONE"] ?? "NONE";
}

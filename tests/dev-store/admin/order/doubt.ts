import { assessRisk } from "../../acts/doubt/assess.ts";
import { answerDispute, endDispute, openDispute } from "../../acts/doubt/dispute.ts";
import { page } from "../../markup.ts";
import type { Raw } from "../../markup.ts";
import { reasonCodes, recommendation, riskLevels } from "../../state/doubt.ts";
import type { Dispute, DisputeReason, RiskLevel } from "../../state/doubt.ts";
import type { Order } from "../../state/order.ts";
import { refused } from "../../state/outcome.ts";
import { formsFor } from "../order-parts.ts";
import type { Act } from "../order-parts.ts";
import { badge, money, when, words } from "../pieces.ts";
import type { Visit } from "../visit.ts";

/** What makes a payment doubtful: disputes and the risk of fraud; and the forms that bring them about. */
export function doubtCard(visit: Visit, order: Order): Raw {
  const risk = order.riskAssessments.at(-1);
  return page`<section class="card"><header><h2>Fraud and disputes</h2></header>
    <p class="soft">${risk ? `Risk: ${words(risk.riskLevel)}. Shopify recommends: ${words(recommendation(order.riskAssessments))}.` : "Risk not assessed."}</p>
    ${order.disputes.map((dispute) => disputeRow(visit, dispute))}
    ${choice(visit, order, { what: "risk", label: "Assess the risk", options: riskLevels })}
    ${choice(visit, order, { what: "dispute", label: "Open a chargeback", options: Object.keys(reasonCodes) })}
    ${openOf(order) && choice(visit, order, { what: "dispute-step", label: "Move the chargeback on", options: steps })}</section>`;
}

const steps = ["UNDER_REVIEW", "WON", "LOST", "ACCEPTED"] as const;

function openOf(order: Order): Dispute | undefined {
  return order.disputes.find((dispute) => dispute.finalizedOn === null);
}

function disputeRow(visit: Visit, dispute: Dispute): Raw {
  return page`<p>${words(dispute.type)} over ${money(dispute.amount)} ${badge(dispute.status)}<br>
    <span class="soft">${words(dispute.reason)}. Evidence due ${when(visit.store, dispute.evidenceDueBy)}</span></p>`;
}

type Choice = { what: string; label: string; options: readonly string[] };

function choice(visit: Visit, order: Order, { what, label, options }: Choice): Raw {
  const values = options.map((option) => page`<option value="${option}">${words(option)}</option>`);
  return formsFor(visit, order)(
    what,
    page`<div class="bar"><select name="choice" aria-label="${label}">${values}</select><button>${label}</button></div>`,
  );
}

export const doubtActs: Record<string, Act> = {
  dispute: {
    said: "Chargeback opened",
    act: (store, order, sent) => openDispute(store, order, sent.choice as DisputeReason),
  },
  "dispute-step": {
    said: "Chargeback moved on",
    act: (store, order, sent) => {
      const dispute = openOf(order);
      const step = steps.find((known) => known === sent.choice);
      if (!dispute || !step) return refused(null, "There is no open chargeback.");
      return step === "UNDER_REVIEW" ? answerDispute(store, dispute) : endDispute(store, dispute, step);
    },
  },
  risk: {
    said: "Risk assessed",
    act: (store, order, sent) => assessRisk(store, order, { riskLevel: sent.choice as RiskLevel, facts: [] }),
  },
};

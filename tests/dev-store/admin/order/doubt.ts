import { assessRisk } from "../../acts/doubt/assess.ts";
import { openDispute } from "../../acts/doubt/dispute.ts";
import { page } from "../../markup.ts";
import type { Raw } from "../../markup.ts";
import { reasonCodes, recommendation, riskLevels } from "../../state/doubt.ts";
import type { Dispute, DisputeReason, RiskLevel } from "../../state/doubt.ts";
import type { Order } from "../../state/order.ts";
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
    ${choice(visit, order, { what: "dispute", label: "Open a chargeback", options: Object.keys(reasonCodes) })}</section>`;
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
  risk: {
    said: "Risk assessed",
    act: (store, order, sent) => assessRisk(store, order, { riskLevel: sent.choice as RiskLevel, facts: [] }),
  },
};

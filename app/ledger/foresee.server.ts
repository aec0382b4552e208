import { money, type Money } from "~/kit/money";
import { settingsOf } from "~/shops/settings";
import { listAgents } from "~/team/agents.server";
import { mayDo } from "~/team/permission";
import type { Desk } from "~/platform/desk.server";

import { exceeded, inShopMoney, type LimitName } from "./limit";
import { rateOf, standingOf, type About } from "./spent.server";

/** What would happen to a payment of this amount, before anybody presses the button. */
export type Foreseen = {
  /** Which limits it would exceed; none when it would be paid at once. */
  readonly exceeds: readonly LimitName[];
  /** The first of those limits, in the shop's money; null for the pace, and when nothing is exceeded. */
  readonly limit: Money | null;
  /** How many payments the pace allows. */
  readonly pace: number;
  /** Who else may approve so much. */
  readonly approvers: readonly string[];
};

/** @throws NotAllowed for who may move no money, NotFound for an order that is not this shop's */
export async function foresee(desk: Desk, about: About, amount: Money): Promise<Foreseen> {
  const standing = await standingOf(desk, about);
  const { minor } = inShopMoney(amount, await rateOf(desk, about.orderId));
  const exceeds = exceeded(minor, standing);
  const [first] = exceeds;
  const limit = first && first !== "pace" ? (standing.limits?.[first] ?? null) : null;
  return {
    exceeds,
    limit: limit === null ? null : money(limit, desk.shop.currency),
    pace: standing.pace,
    approvers: exceeds.length > 0 ? await approversOf(desk, minor) : [],
  };
}

/** Everybody else whose role may approve, and whose own limit for one payment reaches so far. */
async function approversOf(desk: Desk, minor: number): Promise<string[]> {
  const { moneyLimits } = settingsOf(desk);
  const me = desk.actor.kind === "agent" ? desk.actor.id : null;
  const agents = await listAgents(desk);
  return agents
    .filter(({ id, role }) => id !== me && mayDo(role, "money:approve"))
    .filter(({ role }) => role === "owner" || minor <= (moneyLimits.lead.action ?? Infinity))
    .map(({ name }) => name);
}

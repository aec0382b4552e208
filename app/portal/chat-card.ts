import type { Card, Message } from "~/conversations/message";
import { money, moneyText } from "~/kit/money";
import { localeFor, words } from "~/kit/words";

type Money = { readonly minor: number; readonly currency: string; readonly text: string };

/** A step of a return as it was when it happened; the present state stands on the order's own card. */
export type StepCard = {
  readonly id: string;
  readonly stage: Stage;
  readonly line: string;
  readonly total: Money | null;
  readonly at: string;
};
export type ChatCard =
  { readonly kind: "return"; readonly return: StepCard } | { readonly kind: "survey"; readonly url: string };

const stages = ["requested", "approved", "declined", "received", "refunded", "cancelled"] as const;
type Stage = (typeof stages)[number];

/** What the shopper sees of a stored card; null for cards that are not for them. Nothing else of it leaves. */
export function chatCard({ card, at }: Pick<Message, "card" | "at">, locale: string): ChatCard | null {
  if (!card) return null;
  if (card.type === "survey") return { kind: "survey", url: String(card["url"]) };
  const stage = stages.find((one) => card.type === `return.${one}`);
  if (!stage) return null;
  const total = stage === "refunded" ? amountOf(card, locale) : null;
  const line = lineOf(stage, { card, total, locale });
  return {
    kind: "return",
    return: { id: String(card["returnId"]), stage, line, total, at: at.toISOString() },
  };
}

function lineOf(
  stage: Stage,
  { card, total, locale }: { card: Card; total: Money | null; locale: string },
): string {
  const say = words(localeFor(locale));
  if (total) return say("portal.return-refunded-amount", { amount: total.text });
  const { note } = card;
  if (stage === "declined" && typeof note === "string" && note)
    return say("portal.return-declined-note", { note });
  return say(`portal.return-${stage}`);
}

function amountOf({ amountMinor, currency }: Card, locale: string): Money | null {
  if (typeof amountMinor !== "number" || typeof currency !== "string") return null;
  const amount = money(amountMinor, currency);
  return { ...amount, text: moneyText(amount, locale) };
}

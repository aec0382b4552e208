import type { Message } from "~/conversations/message";
import { moneyText } from "~/kit/money";
import type { Say, Word } from "~/kit/words";

/** What happened, in one sentence for the team. An event we have no words for shows its own text. */
export function eventText({ card, text }: Pick<Message, "card" | "text">, say: Say, locale: string): string {
  const word = card && wordOf(card);
  if (!card || !word) return text || say("inbox.eventOther");
  const values = {
    by: String(card["by"] ?? ""),
    name: String(card["name"] ?? ""),
    until: typeof card["until"] === "string" ? momentText(card["until"], locale) : "",
    amount: amountIn(card, locale),
  };
  return say(word, values);
}

type Card = NonNullable<Message["card"]>;

const words: Readonly<Record<string, Word>> = {
  snoozed: "inbox.eventSnoozed",
  woke: "inbox.eventWoke",
  closed: "inbox.eventClosed",
  erased: "privacy.event_erased",
  reopened: "inbox.eventReopened",
  "return.requested": "inbox.eventReturnRequested",
  "return.approved": "inbox.eventReturnApproved",
  "return.declined": "inbox.eventReturnDeclined",
  "return.received": "inbox.eventReturnReceived",
  "return.refunded": "inbox.eventReturnRefunded",
  "return.cancelled": "inbox.eventReturnCancelled",
  "order.linked": "inbox.eventLinked",
  "order.proven": "inbox.eventProven",
  "order.unlinked": "inbox.eventUnlinked",
  survey: "inbox.eventSurvey",
  "order.refunded": "inbox.eventOrderRefunded",
  "order.cancelled": "money.event_cancelled",
  "money.asked": "money.event_asked",
  "money.approved": "money.event_approved",
  "money.declined": "money.event_declined",
};

function wordOf(card: Card): Word | undefined {
  if (card.type !== "assigned") return words[card.type];
  if (card["agentId"] === null) return "inbox.eventUnassigned";
  return card["name"] === card["by"] ? "inbox.eventAssignedSelf" : "inbox.eventAssigned";
}

function amountIn(card: Card, locale: string): string {
  const { amountMinor, currency } = card;
  return typeof amountMinor === "number" && typeof currency === "string"
    ? moneyText({ minor: amountMinor, currency }, locale)
    : "";
}

function momentText(iso: string, locale: string): string {
  return new Date(iso).toLocaleString(locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
}

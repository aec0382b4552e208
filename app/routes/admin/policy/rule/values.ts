import { moneyText } from "~/kit/money";
import type { Locale, Say } from "~/kit/words";
import type { Reason, Terms, When } from "~/returns/policy/document";
import { shareText } from "~/ui/typed";

export type Speaker = {
  readonly say: Say;
  readonly locale: Locale;
  /** The shop's own. */
  readonly currency: string;
  readonly reasons: readonly Reason[];
  /** Names by code. Browsers call some countries otherwise than the server does: the page brings its own. */
  readonly countries: ReadonlyMap<string, string>;
};

const SHOWN = 3;

/** "shoes, boots or hats"; of many the first three and how many more. */
export function anyOf(values: readonly string[], { say, locale }: Speaker): string {
  if (values.length <= SHOWN + 1) return new Intl.ListFormat(locale, { type: "disjunction" }).format(values);
  const list = new Intl.ListFormat(locale, { type: "unit" }).format(values.slice(0, SHOWN));
  return say("editor.or_more", { list, count: values.length - SHOWN });
}

export function daysText(days: number | null, { say }: Speaker): string {
  return days === null ? say("editor.days_any") : say("editor.days", { days });
}

/** A heading begins with a capital, whatever stands in it. */
export function asHeading(text: string, locale: Locale): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}

/** What one kind of condition asks for; null when it asks for nothing. */
export function conditionText(kind: keyof When, when: When, speaker: Speaker): string | null {
  if (kind === "price") return priceText(when.price, speaker);
  if (kind === "placed") return placedText(when.placed, speaker);
  if (kind === "discountFrom") {
    return when.discountFrom === null ? null : percent(when.discountFrom);
  }
  const values = when[kind];
  return values.length === 0 ? null : anyOf(values.map(nameIn(kind, speaker)), speaker);
}

function nameIn(kind: keyof When, { locale, reasons, countries }: Speaker): (value: string) => string {
  if (kind === "countries") return (code) => countries.get(code) ?? code;
  if (kind !== "reasons") return (value) => value;
  return (handle) => reasons.find((reason) => reason.handle === handle)?.label[locale] ?? handle;
}

function priceText(price: When["price"], speaker: Speaker): string | null {
  const amount = (minor: number | null) => (minor === null ? null : amountText(minor, speaker));
  return range(amount(price?.from ?? null), amount(price?.to ?? null), {
    ...speaker,
    end: "editor.range_to",
  });
}

function placedText(placed: When["placed"], speaker: Speaker): string | null {
  const day = (text: string | null) => (text === null ? null : dayText(text, speaker.locale));
  return range(day(placed?.from ?? null), day(placed?.until ?? null), {
    ...speaker,
    end: "editor.day_until",
  });
}

type End = { readonly end: "editor.range_to" | "editor.day_until" };

function range(from: string | null, to: string | null, { say, end }: Speaker & End): string | null {
  if (from !== null && to !== null) return say("editor.range_both", { from, to });
  if (from !== null) return say("editor.range_from", { from });
  return to === null ? null : say(end, { to });
}

/** A written day ("2026-12-24") in somebody's language, whatever the zone they sit in. */
export function dayText(day: string, locale: Locale): string {
  return new Date(`${day}T12:00:00Z`).toLocaleDateString(locale, { dateStyle: "medium", timeZone: "UTC" });
}

export function amountText(minor: number, { currency, locale }: Speaker): string {
  return moneyText({ minor, currency }, locale);
}

function percent(basisPoints: number): string {
  return `${shareText(basisPoints)} %`;
}

/** "5.00, 10 % and the label"; "nothing" when it is free. */
export function feeText({ flat, share, label }: Terms["fee"], speaker: Speaker): string {
  return all(
    [...sums({ flat, share }, speaker), ...(label ? [speaker.say("editor.the_label")] : [])],
    speaker,
  );
}

export function bonusText({ flat, share, cap }: Terms["bonus"], speaker: Speaker): string {
  const bonus = all(sums({ flat, share }, speaker), speaker);
  if (cap === null || share === 0) return bonus;
  return speaker.say("editor.capped", { bonus, cap: amountText(cap, speaker) });
}

function sums({ flat, share }: { flat: number; share: number }, speaker: Speaker): string[] {
  return [...(flat > 0 ? [amountText(flat, speaker)] : []), ...(share > 0 ? [percent(share)] : [])];
}

function all(parts: readonly string[], { say, locale }: Speaker): string {
  return parts.length === 0
    ? say("editor.free")
    : new Intl.ListFormat(locale, { type: "conjunction" }).format(parts);
}

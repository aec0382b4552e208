import { fromDecimal } from "~/kit/money";

/** The amount somebody typed, in minor units; null for none, undefined when it is no amount of this currency. */
export function minorIn(text: string, currency: string, most = Infinity): number | null | undefined {
  const typed = text.trim();
  if (typed === "") return null;
  try {
    const { minor } = fromDecimal(withPoint(typed), currency);
    return minor < 0 || minor > most ? undefined : minor;
  } catch {
    return undefined;
  }
}

/** A comma before one or two digits is a decimal one; "1,000" may mean two amounts, and is none. */
function withPoint(typed: string): string {
  return typed.replace(/^(\d+),(\d{1,2})$/, "$1.$2");
}

/** The share somebody typed ("12.5"), in hundredths of a per cent, with the same meanings. */
export function shareIn(text: string): number | null | undefined {
  const typed = text.trim();
  if (typed === "") return null;
  const parts = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(withPoint(typed.replace(/\s*%$/, "")));
  return parts ? Number(parts[1]) * 100 + Number((parts[2] ?? "").padEnd(2, "0")) : undefined;
}

/** 1250 is "12.5". */
export function shareText(basisPoints: number): string {
  const rest = String(basisPoints % 100)
    .padStart(2, "0")
    .replace(/0+$/, "");
  return `${Math.floor(basisPoints / 100)}${rest ? `.${rest}` : ""}`;
}

/** The whole number somebody typed, within these ends, with the same meanings. */
export function wholeIn(text: string, [least, most]: readonly [number, number]): number | null | undefined {
  const typed = text.trim();
  if (typed === "") return null;
  if (!/^\d{1,9}$/.test(typed)) return undefined;
  const number = Number(typed);
  return number < least || number > most ? undefined : number;
}

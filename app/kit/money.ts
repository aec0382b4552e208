/** An amount in minor units (cents, yen, fils) of one currency. Never a float. */
export type Money = { readonly minor: number; readonly currency: string };

/** The same amount as the shop books it and as the customer paid it. */
export type MoneyPair = { readonly shop: Money; readonly customer: Money };

// ISO 4217: these have other than two decimals.
const NO_DECIMALS = new Set("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" "));
const THREE_DECIMALS = new Set("BHD IQD JOD KWD LYD OMR TND".split(" "));

/** How many decimals the currency has: 0, 2 or 3 (ISO 4217). */
export function decimals(currency: string): number {
  if (NO_DECIMALS.has(currency)) return 0;
  return THREE_DECIMALS.has(currency) ? 3 : 2;
}

export function money(minor: number, currency: string): Money {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`Not a whole number of minor units: ${minor}`);
  return { minor: minor === 0 ? 0 : minor, currency };
}

/**
 * Reads Shopify's Decimal ("10.00", "5", "-0.5", "0.125") exactly. Digits beyond the currency's own are
 * accepted only when they are zero.
 * @throws RangeError for anything else: "1e9", " 10", "", "10.005" in euros.
 */
export function fromDecimal(text: string, currency: string): Money {
  const parts = /^(-?)(\d{1,15})(?:\.(\d{1,12}))?$/.exec(text);
  if (!parts) throw new RangeError(`Not an amount: ${text}`);
  const [, sign, whole = "0", fraction = ""] = parts;
  const places = decimals(currency);
  if (/[1-9]/.test(fraction.slice(places))) throw new RangeError(`${currency} has no such part: ${text}`);
  const minor = Number(whole + fraction.slice(0, places).padEnd(places, "0"));
  return money(sign === "-" ? -minor : minor, currency);
}

/** The amount as Shopify writes it: { minor: 1050, EUR } gives "10.50". */
export function toDecimal({ minor, currency }: Money): string {
  const places = decimals(currency);
  const digits = String(Math.abs(minor)).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const sign = minor < 0 ? "-" : "";
  return places === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-places)}`;
}

/** The amount for a person, in their language: "10,50 €". */
export function moneyText(amount: Money, locale: string): string {
  const places = decimals(amount.currency);
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency: amount.currency,
    minimumFractionDigits: places,
    maximumFractionDigits: places,
    // A decimal string keeps every digit; TypeScript's library types know it from ES2023 on.
  }).format(toDecimal(amount) as Intl.StringNumericLiteral);
}

export function plus(a: Money, b: Money): Money {
  return money(a.minor + sameCurrency(a, b).minor, a.currency);
}

export function minus(a: Money, b: Money): Money {
  return money(a.minor - sameCurrency(a, b).minor, a.currency);
}

export function sum(amounts: readonly Money[], currency: string): Money {
  return amounts.reduce(plus, money(0, currency));
}

export function isMore(a: Money, b: Money): boolean {
  return a.minor > sameCurrency(a, b).minor;
}

/** The smaller of the two; the first of equals. */
export function least(a: Money, b: Money): Money {
  return isMore(a, b) ? b : a;
}

/**
 * Splits a total by weights and loses no minor unit: the parts add up to the total. What rounding leaves
 * goes to the largest remainders, earlier parts first among equals.
 */
export function share(total: Money, weights: readonly number[]): Money[] {
  const whole = weights.reduce((a, b) => a + BigInt(b), 0n);
  if (whole <= 0n) return weights.map(() => money(0, total.currency));
  const exact = weights.map((weight) => BigInt(total.minor) * BigInt(weight));
  const parts = exact.map((value) => floorDiv(value, whole));
  let left = BigInt(total.minor) - parts.reduce((a, b) => a + b, 0n);
  const byRemainder = exact
    .map((value, index) => ({ index, rest: value - floorDiv(value, whole) * whole }))
    .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  for (const { index } of byRemainder) {
    if (left === 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return parts.map((part) => money(Number(part), total.currency));
}

function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
}

function sameCurrency(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new RangeError(`${a.currency} and ${b.currency} do not add up`);
  return b;
}

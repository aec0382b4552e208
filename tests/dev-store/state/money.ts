/** An amount in the currency's smallest unit: 1250 EUR is 12,50 €, 1250 JPY is ¥1250, 1250 KWD is 1.250 KD. */
export type Money = { readonly minor: number; readonly currency: string };

/** One amount, told in the shop's currency and in the one the buyer saw. */
export type MoneyBag = { readonly shop: Money; readonly presentment: Money };

/** The two currencies of an order; `rate` is how many presentment units one shop unit buys. */
export type Currencies = { readonly shop: string; readonly presentment: string; readonly rate: number };

const withoutDecimals = new Set("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(" "));
const withThreeDecimals = new Set("BHD IQD JOD KWD LYD OMR TND".split(" "));

/** ISO 4217's number of decimals: 0, 2 or 3. */
export function minorDigits(currency: string): number {
  if (withoutDecimals.has(currency)) return 0;
  return withThreeDecimals.has(currency) ? 3 : 2;
}

/** Reads a decimal such as "12.50" exactly; more decimals than the currency has are rounded half up. */
export function parseMoney(text: string, currency: string): Money {
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text.trim());
  if (!match) throw new Error(`"${text}" is not an amount`);
  const [, sign, whole = "0", fraction = ""] = match;
  const digits = minorDigits(currency);
  const kept = fraction.slice(0, digits).padEnd(digits, "0");
  const up = Number(fraction[digits] ?? "0") >= 5 ? 1 : 0;
  const minor = Number(whole + kept) + up;
  return { minor: sign && minor !== 0 ? -minor : minor, currency };
}

/** As the Admin API writes it: trailing zeros go, but one decimal always stays ("36.0", "7.5", "1500.0"). */
export function amountText(money: Money): string {
  const fixed = fixedText(money);
  if (!fixed.includes(".")) return `${fixed}.0`;
  return fixed.replace(/(\.\d+?)0+$/, "$1");
}

/** As webhooks and people write it: all decimals of the currency ("36.00", "1500", "1.250"). */
export function fixedText(money: Money): string {
  const digits = minorDigits(money.currency);
  const sign = money.minor < 0 ? "-" : "";
  const all = String(Math.abs(money.minor)).padStart(digits + 1, "0");
  return digits === 0 ? sign + all : `${sign}${all.slice(0, -digits)}.${all.slice(-digits)}`;
}

export function noMoney(currencies: Currencies): MoneyBag {
  return bag(currencies, 0, 0);
}

export function bag(currencies: Currencies, shopMinor: number, presentmentMinor: number): MoneyBag {
  return {
    shop: { minor: shopMinor, currency: currencies.shop },
    presentment: { minor: presentmentMinor, currency: currencies.presentment },
  };
}

/** Both sides from one of them; the other is converted at the order's rate. */
export function bagFrom(currencies: Currencies, money: Money): MoneyBag {
  if (currencies.shop === currencies.presentment) return bag(currencies, money.minor, money.minor);
  const scale = currencies.rate * 10 ** (minorDigits(currencies.presentment) - minorDigits(currencies.shop));
  return money.currency === currencies.presentment
    ? bag(currencies, Math.round(money.minor / scale), money.minor)
    : bag(currencies, money.minor, Math.round(money.minor * scale));
}

export function plus(a: MoneyBag, b: MoneyBag): MoneyBag {
  return mapBag(a, (money, side) => money.minor + b[side].minor);
}

export function minus(a: MoneyBag, b: MoneyBag): MoneyBag {
  return mapBag(a, (money, side) => money.minor - b[side].minor);
}

export function times(amount: MoneyBag, factor: number): MoneyBag {
  return mapBag(amount, (money) => money.minor * factor);
}

/** `part` of `whole` shares of the amount, each side rounded half up. */
export function portion(amount: MoneyBag, part: number, whole: number): MoneyBag {
  if (whole === 0) return times(amount, 0);
  return mapBag(amount, (money) => Math.round((money.minor * part) / whole));
}

export function sum(amounts: readonly MoneyBag[], currencies: Currencies): MoneyBag {
  return amounts.reduce(plus, noMoney(currencies));
}

/** Never below nothing, on either side. */
export function atLeastNothing(amount: MoneyBag): MoneyBag {
  return mapBag(amount, (money) => Math.max(0, money.minor));
}

/** The smaller of two, side by side. */
export function lesser(a: MoneyBag, b: MoneyBag): MoneyBag {
  return mapBag(a, (money, side) => Math.min(money.minor, b[side].minor));
}

/** Splits by weight without losing a minor unit: running totals are rounded, shares are their differences. */
export function share(amount: MoneyBag, weights: readonly number[]): MoneyBag[] {
  const whole = weights.reduce((total, weight) => total + weight, 0);
  let before = 0;
  return weights.map((weight) => {
    const upTo = portion(amount, before + weight, whole);
    const until = portion(amount, before, whole);
    before += weight;
    return minus(upTo, until);
  });
}

function mapBag(amount: MoneyBag, minor: (money: Money, side: "shop" | "presentment") => number): MoneyBag {
  return {
    shop: { minor: minor(amount.shop, "shop"), currency: amount.shop.currency },
    presentment: { minor: minor(amount.presentment, "presentment"), currency: amount.presentment.currency },
  };
}

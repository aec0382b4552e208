import { decimals, fromDecimal, type Money, type MoneyPair } from "~/kit/money";

/** An amount as Shopify writes it in both moneys. */
export type PayloadMoney = { readonly shopMoney: MoneyV2; readonly presentmentMoney: MoneyV2 };
type MoneyV2 = { readonly amount: string; readonly currencyCode: string };

/** In minor units. @throws RangeError for an amount that its currency cannot have. */
export function pair({ shopMoney, presentmentMoney }: PayloadMoney): MoneyPair {
  return { shop: amount(shopMoney), customer: amount(presentmentMoney) };
}

// Converted taxes can come with more digits than the currency has; they are shown, never paid, so rounding is fair.
function amount({ amount, currencyCode }: MoneyV2): Money {
  return fromDecimal(cutAfter(amount, decimals(currencyCode)), currencyCode);
}

/** "1.2345" with two places is "1.23"; a text that is no amount stays what it is, and is refused later. */
function cutAfter(amount: string, places: number, point = amount.indexOf(".")): string {
  const isLonger = point >= 0 && amount.length - point - 1 > places && /^\d+$/.test(amount.slice(point + 1));
  return isLonger ? amount.slice(0, places === 0 ? point : point + 1 + places) : amount;
}

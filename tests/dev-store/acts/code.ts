import { bag, minorDigits } from "../state/money.ts";
import type { Currencies, MoneyBag } from "../state/money.ts";

/** A code which only depends on its seed: stores with the same seed print the same codes. */
export function codeFrom(seed: string, length: number): string {
  let state = 2_166_136_261;
  for (const letter of seed) state = Math.imul(state ^ letter.charCodeAt(0), 16_777_619) >>> 0;
  let code = "";
  while (code.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    code += (state >>> 8).toString(36).slice(-2);
  }
  return code.slice(0, length);
}

/** Both sides of a price given in major units of the shop's currency. */
export function price(currencies: Currencies, major: number): MoneyBag {
  const shop = Math.round(major * 10 ** minorDigits(currencies.shop));
  if (currencies.shop === currencies.presentment) return bag(currencies, shop, shop);
  const seen = Math.round(major * currencies.rate * 10 ** minorDigits(currencies.presentment));
  return bag(currencies, shop, seen);
}

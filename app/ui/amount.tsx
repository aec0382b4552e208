import { moneyText, type Money, type MoneyPair } from "~/kit/money";

import { useLocale } from "./admin";

/** An amount in its own currency; with the shop's behind it in brackets when the two differ. */
export function Amount({ of }: { of: Money | MoneyPair }) {
  const locale = useLocale();
  return <span className="gt-amount">{amountText(of, locale)}</span>;
}

/** The same as text. */
function amountText(of: Money | MoneyPair, locale: string): string {
  if (!("shop" in of)) return moneyText(of, locale);
  const paid = moneyText(of.customer, locale);
  return of.shop.currency === of.customer.currency ? paid : `${paid} (${moneyText(of.shop, locale)})`;
}

import { accountTail } from "~/orders/refund";

type Target = {
  readonly gateway: string | null;
  readonly card?: string | null;
  readonly account: string | null;
};

/** Where money came from or goes to, as people say it: "Visa 4242". Empty when Shopify names no target. */
export function targetText(targets: readonly Target[]): string {
  return targets.map(oneText).filter(Boolean).join(", ");
}

function oneText({ gateway, card, account }: Target): string {
  const tail = accountTail(account) ?? account;
  return [card ?? spoken(gateway ?? ""), tail].filter(Boolean).join(" ");
}

/** Shopify's handle of a gateway as a name: "shopify_payments" gives "Shopify Payments". */
function spoken(gateway: string): string {
  if (!/^[a-z0-9_]+$/.test(gateway)) return gateway;
  return gateway.replace(
    /(^|_)([a-z])/g,
    (_all, gap: string, letter: string) => (gap && " ") + letter.toUpperCase(),
  );
}

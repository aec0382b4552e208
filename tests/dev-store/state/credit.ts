import type { Customer } from "./customer.ts";
import type { Money } from "./money.ts";

/** A customer's balance in one currency, and how it came about; newest last. */
export type CreditAccount = {
  id: string;
  ownerId: string;
  balance: Money;
  entries: CreditEntry[];
};

export type CreditEntry = {
  id: string;
  amount: Money;
  createdAt: string;
  expiresAt: string | null;
  /** Where it came from; a refund where nothing is said. */
  event?: "ADJUSTMENT" | "ORDER_REFUND";
};

type Pen = { newId(kind: string): string; now(): string };
type Gift = { amount: Money } & Partial<Pick<CreditEntry, "expiresAt" | "event">>;

/** Puts money into the customer's account of that currency; the first time opens it. */
export function giveCredit(pen: Pen, customer: Customer, { amount, ...more }: Gift): CreditAccount {
  customer.credits ??= [];
  let account = customer.credits.find(({ balance }) => balance.currency === amount.currency);
  if (!account) {
    const balance = { minor: 0, currency: amount.currency };
    account = { id: pen.newId("StoreCreditAccount"), ownerId: customer.id, balance, entries: [] };
    customer.credits.push(account);
  }
  account.balance = { minor: account.balance.minor + amount.minor, currency: amount.currency };
  const id = pen.newId("StoreCreditAccountCreditTransaction");
  account.entries.push({ id, amount, createdAt: pen.now(), expiresAt: null, ...more });
  return account;
}

/** What the account held once this entry was made. */
export function balanceAfter(account: CreditAccount, entry: CreditEntry): Money {
  const until = account.entries.slice(0, account.entries.indexOf(entry) + 1);
  const minor = until.reduce((total, { amount }) => total + amount.minor, 0);
  return { minor, currency: account.balance.currency };
}

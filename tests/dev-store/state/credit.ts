import type { Customer } from "./customer.ts";
import type { Money } from "./money.ts";

/** A customer's balance in one currency, and how it came about; newest last. */
export type CreditAccount = {
  id: string;
  ownerId: string;
  balance: Money;
  entries: { id: string; amount: Money; createdAt: string; expiresAt: string | null }[];
};

type Pen = { newId(kind: string): string; now(): string };

/** Puts money into the customer's account of that currency; the first time opens it. */
export function giveCredit(pen: Pen, customer: Customer, amount: Money): CreditAccount {
  customer.credits ??= [];
  let account = customer.credits.find(({ balance }) => balance.currency === amount.currency);
  if (!account) {
    const balance = { minor: 0, currency: amount.currency };
    account = { id: pen.newId("StoreCreditAccount"), ownerId: customer.id, balance, entries: [] };
    customer.credits.push(account);
  }
  account.balance = { minor: account.balance.minor + amount.minor, currency: amount.currency };
  const id = pen.newId("StoreCreditAccountCreditTransaction");
  account.entries.push({ id, amount, createdAt: pen.now(), expiresAt: null });
  return account;
}

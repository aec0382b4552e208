import { GraphQLError } from "graphql";
import type { RefundDraft } from "../../acts/pay-back.ts";
import { balanceAfter } from "../../state/credit.ts";
import type { CreditAccount, CreditEntry } from "../../state/credit.ts";
import type { Money } from "../../state/money.ts";
import { parseMoney } from "../../state/money.ts";
import { connect } from "../connection.ts";
import { fields } from "../field.ts";
import type { Context } from "../field.ts";
import { moneyView } from "./view.ts";

export type RefundMethod = {
  storeCreditRefund?: { amount: { amount: string; currencyCode: string }; expiresAt?: string } | null;
};

/** RefundMethodInput: the store credit in it. */
export function creditIn(
  methods: RefundMethod[] | undefined,
): Pick<RefundDraft, "credit" | "creditExpiresAt"> {
  const wish = methods?.find((method) => method.storeCreditRefund)?.storeCreditRefund;
  if (!wish) return {};
  const credit = parseMoney(String(wish.amount.amount), wish.amount.currencyCode);
  return { credit, creditExpiresAt: wish.expiresAt ?? null };
}

const scope = "write_store_credit_account_transactions";

/** The schema names no scope for it; an app that may not give store credit may not refund as such either. */
export function needsCreditScope({ scopes }: Context): void {
  if (scopes === null || scopes.has(scope)) return;
  const message = `Access denied for refundMethods. Required access: \`${scope}\` access scope.`;
  throw new GraphQLError(message, { extensions: { code: "ACCESS_DENIED" } });
}

export const creditFields = fields<CreditAccount>({
  balance: (account) => moneyView(account.balance),
  owner: (account, { store }) => store.find("Customer", account.ownerId),
  transactions: (account, { args }) =>
    connect(account.entries.map((entry) => entryIn(account, entry)).reverse(), { args }),
});

type Entry = CreditEntry & { account: CreditAccount; balanceAfter: Money };

/** StoreCreditAccountCreditTransaction: an entry with the account it stands in. */
export function entryIn(account: CreditAccount, entry: CreditEntry): Entry {
  return { ...entry, account, balanceAfter: balanceAfter(account, entry) };
}

export const creditEntryFields = fields<Entry>({
  amount: (entry) => moneyView(entry.amount),
  // Nothing is spent from store credit here.
  remainingAmount: (entry) => moneyView(entry.amount),
  balanceAfterTransaction: (entry) => moneyView(entry.balanceAfter),
  event: (entry) => entry.event ?? "ORDER_REFUND",
  origin: () => null,
});

import { GraphQLError } from "graphql";
import type { RefundDraft } from "../../acts/pay-back.ts";
import type { CreditAccount } from "../../state/credit.ts";
import { parseMoney } from "../../state/money.ts";
import { connect } from "../connection.ts";
import { fields } from "../field.ts";
import type { Context } from "../field.ts";
import { moneyView } from "./view.ts";

export type RefundMethod = {
  storeCreditRefund?: { amount: { amount: string; currencyCode: string }; expiresAt?: string } | null;
};

/** RefundMethodInput: the store credit in it. */
export function creditIn(methods: RefundMethod[] | undefined): Pick<RefundDraft, "credit"> {
  const wish = methods?.find((method) => method.storeCreditRefund)?.storeCreditRefund;
  return wish ? { credit: parseMoney(String(wish.amount.amount), wish.amount.currencyCode) } : {};
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
    connect([...account.entries].reverse(), { args, id: (row: { id: string }) => row.id }),
});

export const creditEntryFields = fields<CreditAccount["entries"][number]>({
  amount: (entry) => moneyView(entry.amount),
});

import { giveCredit } from "../../state/credit.ts";
import type { CreditAccount, CreditEntry } from "../../state/credit.ts";
import type { GiftCard } from "../../state/goodwill/gift-card.ts";
import type { Money } from "../../state/money.ts";
import { done, refused } from "../../state/outcome.ts";
import type { Outcome } from "../../state/outcome.ts";
import type { Store } from "../../store.ts";
import { codeFrom } from "../code.ts";

/** The account of this id. They live with their owners. */
export function creditAccount(store: Store, id: string): CreditAccount | null {
  for (const { credits = [] } of store.customers.values())
    for (const account of credits) if (account.id === id) return account;
  return null;
}

export type CreditWish = { to: string; amount: Money; expiresAt?: string | null };

/** Store credit as a gift, to a customer or into an account. What is refused, in the words of Shopify's schema. */
export function giveStoreCredit(
  store: Store,
  { to, amount, expiresAt = null }: CreditWish,
): Outcome<{ account: CreditAccount; entry: CreditEntry }> {
  const account = creditAccount(store, to);
  const owner = store.find("Customer", account?.ownerId ?? to);
  if (!owner)
    return to.includes("/StoreCreditAccount/")
      ? refused(["id"], "The store credit account could not be found.", "ACCOUNT_NOT_FOUND")
      : refused(["id"], "Owner does not exist.", "OWNER_NOT_FOUND");
  const refusal = creditRefusal(store, { to, amount, expiresAt }, account);
  if (refusal) return refusal;
  const credited = giveCredit(store, owner, { amount, expiresAt, event: "ADJUSTMENT" });
  const entry = credited.entries.at(-1);
  if (!entry) throw new Error("No entry was made");
  return done({ account: credited, entry });
}

function creditRefusal(store: Store, { amount, expiresAt }: CreditWish, account: CreditAccount | null) {
  const field = ["creditInput", "creditAmount"];
  if (amount.minor <= 0)
    return refused(
      [...field, "amount"],
      "A positive amount must be used to credit a store credit account.",
      "NEGATIVE_OR_ZERO_AMOUNT",
    );
  if (account && account.balance.currency !== amount.currency)
    return refused(
      [...field, "currencyCode"],
      "The currency provided does not match the currency of the store credit account.",
      "MISMATCHING_CURRENCY",
    );
  if (expiresAt && Date.parse(expiresAt) <= store.clock.now().getTime())
    return refused(
      ["creditInput", "expiresAt"],
      "The expiry date must be in the future.",
      "EXPIRES_AT_IN_PAST",
    );
  return null;
}

export type GiftCardWish = Partial<
  Pick<GiftCard, "code" | "customerId" | "recipient" | "note" | "expiresOn">
> & { amount: Money };

/** A new gift card with all its money on it. The refusals are recorded from a live store. */
export function createGiftCard(store: Store, wish: GiftCardWish): Outcome<GiftCard> {
  const refusal = personRefusal(store, wish) ?? codeRefusal(store, wish.code);
  if (refusal) return refusal;
  if (wish.amount.minor <= 0) return refused(["initialValue"], "must be greater than 0", "GREATER_THAN");
  const id = store.newId("GiftCard");
  const now = store.now();
  const card: GiftCard = {
    id,
    code: (wish.code ?? codeFrom(`${id}/code`, 16)).toLowerCase(),
    initialValue: wish.amount,
    balance: wish.amount,
    customerId: wish.customerId ?? null,
    recipient: wish.recipient ?? null,
    note: wish.note ?? null,
    expiresOn: wish.expiresOn ?? null,
    createdAt: now,
    updatedAt: now,
  };
  return done(store.keep(store.giftCards, card));
}

function personRefusal(store: Store, { customerId, recipient }: GiftCardWish) {
  if (customerId && !store.customers.has(customerId))
    return refused(["customerId"], "The customer could not be found.", "CUSTOMER_NOT_FOUND");
  if (recipient && !store.customers.has(recipient.customerId))
    return refused(["recipientAttributes", "id"], "The recipient could not be found.", "RECIPIENT_NOT_FOUND");
  return null;
}

function codeRefusal(store: Store, code: string | undefined) {
  if (code === undefined) return null;
  if (code.length < 8) return refused(["code"], "Code must be at least 8 characters long", "TOO_SHORT");
  if (code.length > 20) return refused(["code"], "Code must be at most 20 characters long", "TOO_LONG");
  if (!/^[a-z0-9]+$/i.test(code))
    return refused(["code"], "Code can only contain letters(a-z) and numbers(0-9)", "INVALID");
  const taken = [...store.giftCards.values()].some((card) => card.code === code.toLowerCase());
  return taken ? refused(["code"], "Code has already been taken") : null;
}

import type { Money } from "../money.ts";

/** Money to shop with, known by its code; whoever holds the code holds the money. */
export type GiftCard = {
  id: string;
  code: string;
  initialValue: Money;
  balance: Money;
  customerId: string | null;
  recipient: { customerId: string; message: string | null; preferredName: string | null } | null;
  note: string | null;
  /** A day, or never. */
  expiresOn: string | null;
  createdAt: string;
  updatedAt: string;
};

export function lastCharacters(card: GiftCard): string {
  return card.code.slice(-4);
}

import type { CreditAccount } from "./credit.ts";
import type { Address } from "./shop.ts";

export type Customer = {
  id: string;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  locale: string;
  note: string | null;
  tags: string[];
  taxExempt: boolean;
  verifiedEmail: boolean;
  /** Whether they have an account on the storefront. */
  state: "ENABLED" | "DISABLED" | "INVITED" | "DECLINED";
  acceptsMarketing: boolean;
  addresses: Address[];
  /** Store credit; absent until the first is given. */
  credits?: CreditAccount[];
  createdAt: string;
  updatedAt: string;
};

/** First and last name, else the email, else the phone, as the Admin API shows a customer. */
export function displayName(customer: Customer): string {
  const name = [customer.firstName, customer.lastName].filter(Boolean).join(" ");
  return name || customer.email || customer.phone || "";
}

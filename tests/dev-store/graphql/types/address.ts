import { filled } from "../../acts/filled.ts";
import type { Address } from "../../state/shop.ts";
import type { Store } from "../../store.ts";

/** MailingAddressInput and its cousins. */
export type AddressInput = Partial<Record<Exclude<keyof Address, "id">, string | null>>;

const countries = new Intl.DisplayNames("en", { type: "region" });

export function addressOf(store: Store, input: AddressInput): Address {
  const code = input.countryCode ?? null;
  const country = code ? (countries.of(code) ?? null) : null;
  const province = input.provinceCode ?? null;
  const empty: Address = {
    id: store.newId("MailingAddress"),
    firstName: null,
    lastName: null,
    company: null,
    address1: null,
    address2: null,
    city: null,
    province,
    provinceCode: null,
    country,
    countryCode: null,
    zip: null,
    phone: null,
  };
  return filled(empty, input);
}

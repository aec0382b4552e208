import type { Address } from "../state/shop.ts";
import type { Store } from "../store.ts";

/** MailingAddressInput and its cousins. */
export type AddressInput = Partial<Record<Exclude<keyof Address, "id">, string | null>>;

const countries = new Intl.DisplayNames("en", { type: "region" });

export function addressOf(store: Store, input: AddressInput): Address {
  const code = input.countryCode ?? null;
  return {
    id: store.newId("MailingAddress"),
    firstName: input.firstName ?? null,
    lastName: input.lastName ?? null,
    company: input.company ?? null,
    address1: input.address1 ?? null,
    address2: input.address2 ?? null,
    city: input.city ?? null,
    province: input.province ?? input.provinceCode ?? null,
    provinceCode: input.provinceCode ?? null,
    country: input.country ?? (code ? (countries.of(code) ?? null) : null),
    countryCode: code,
    zip: input.zip ?? null,
    phone: input.phone ?? null,
  };
}

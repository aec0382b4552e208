import { fixedText } from "../state/money.ts";
import type { Money, MoneyBag } from "../state/money.ts";
import type { Address } from "../state/shop.ts";
import type { Store } from "../store.ts";

declare global {
  interface JSON {
    /** A number of any size, written digit by digit. */
    rawJSON(text: string): Exact;
  }
}

/** A number that JSON.stringify writes exactly, also beyond 2^53. */
export type Exact = { readonly rawJSON: string };

/** The number at the end of an id, exact; null stays null. */
export function idOf(gid: string): Exact;
export function idOf(gid: string | null): Exact | null;
export function idOf(gid: string | null): Exact | null {
  const digits = gid?.split("/").at(-1)?.match(/^\d+/)?.[0];
  return digits === undefined ? null : JSON.rawJSON(digits);
}

/** id and admin_graphql_api_id, as they stand next to each other in most payloads. */
export function bothIds(gid: string): { id: Exact; admin_graphql_api_id: string } {
  return { id: idOf(gid), admin_graphql_api_id: gid };
}

export function moneySet(amount: MoneyBag) {
  return { shop_money: money(amount.shop), presentment_money: money(amount.presentment) };
}

function money(amount: Money) {
  return { amount: fixedText(amount), currency_code: amount.currency };
}

/** The shop's side alone, as the old REST fields give it. */
export function shopText(amount: MoneyBag): string {
  return fixedText(amount.shop);
}

/** A time in the shop's zone, as webhooks write it: 2026-11-22T11:00:00+01:00. */
export function stamp(store: Store, at: string): string;
export function stamp(store: Store, at: string | null): string | null;
export function stamp(store: Store, at: string | null): string | null {
  if (at === null) return null;
  const parts = Object.fromEntries(zoneFormat(store.shop.timezone).formatToParts(new Date(at)).map(named));
  const offset = parts.timeZoneName === "GMT" ? "+00:00" : (parts.timeZoneName ?? "").replace("GMT", "");
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}${offset}`;
}

function named(part: Intl.DateTimeFormatPart): [string, string] {
  return [part.type, part.value];
}

const formats = new Map<string, Intl.DateTimeFormat>();

function zoneFormat(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const two = "2-digit" as const;
  const format = new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone, year: "numeric", month: two, day: two, hour: two, minute: two, second: two },
    ...{ hourCycle: "h23", timeZoneName: "longOffset" },
  });
  formats.set(timeZone, format);
  return format;
}

/** An address without an id of its own: of an order or a parcel. */
export function orderAddress(address: Address | null) {
  if (address === null) return null;
  return {
    first_name: address.firstName,
    address1: address.address1,
    phone: address.phone,
    city: address.city,
    zip: address.zip,
    province: address.province,
    country: address.country,
    last_name: address.lastName,
    address2: address.address2,
    company: address.company,
    latitude: null,
    longitude: null,
    name: [address.firstName, address.lastName].filter(Boolean).join(" "),
    country_code: address.countryCode,
    province_code: address.provinceCode,
  };
}

/** An address of a customer's address book. */
export function bookAddress(address: Address, owner: { id: string; isDefault: boolean }) {
  const { latitude: _latitude, longitude: _longitude, ...rest } = orderAddress(address) ?? {};
  return {
    id: idOf(address.id),
    customer_id: idOf(owner.id),
    ...rest,
    country_name: address.country,
    default: owner.isDefault,
  };
}

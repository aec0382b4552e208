import { world } from "../../support/world.ts";
import type { Customer } from "../state/customer.ts";
import type { Address } from "../state/shop.ts";
import type { Store } from "../store.ts";
import type { Dice } from "./dice.ts";

type Place = { street: string; city: string; zip: string; country: string; code: string };

export const places = {
  berlin: { street: "Sonnenallee 12", city: "Berlin", zip: "12045", country: "Germany", code: "DE" },
  prague: { street: "Vinohradská 48", city: "Praha", zip: "120 00", country: "Czechia", code: "CZ" },
  hamburg: { street: "Lange Reihe 7", city: "Hamburg", zip: "20099", country: "Germany", code: "DE" },
  leipzig: { street: "Karl-Heine-Straße 30", city: "Leipzig", zip: "04229", country: "Germany", code: "DE" },
  paris: { street: "12 rue Oberkampf", city: "Paris", zip: "75011", country: "France", code: "FR" },
  lisbon: { street: "Rua da Rosa 15", city: "Lisboa", zip: "1200-383", country: "Portugal", code: "PT" },
  athens: { street: "Ερμού 21", city: "Αθήνα", zip: "105 63", country: "Greece", code: "GR" },
  tokyo: { street: "神南1-2-3", city: "渋谷区", zip: "150-0041", country: "Japan", code: "JP" },
  kuwait: { street: "Salem Al Mubarak St 4", city: "Salmiya", zip: "22000", country: "Kuwait", code: "KW" },
  newYork: { street: "214 Bergen St", city: "Brooklyn", zip: "11217", country: "United States", code: "US" },
} satisfies Record<string, Place>;

/** First and last name of everybody but the cast; some in other scripts, one with an apostrophe. */
const names = [
  "Amelie Brandt",
  "Jonas Weber",
  "Zoë Laurent",
  "Łukasz Wójcik",
  "Sofía Ibáñez",
  "Αλέξης Παππάς",
  "محمد العلي",
  "山田 花子",
  "王 芳",
  "Siobhán O'Neill",
  "Mette Sørensen",
  "Ingrid Ångström",
  "José da Silva",
  "Fatima Zahra",
  "Dimitri Volkov",
  "Nguyễn Minh",
  "Chloé Dubois",
  "Björn Þórsson",
  "Marta Kowalska",
  "Emil Nielsen",
  "Greta Hoffmann",
  "Luca Moretti",
  "Hannah Schmidt",
  "Priya Nair",
  "Oskar Lund",
  "Elif Yılmaz",
  "Kofi Mensah",
  "Aisha Bello",
  "Tereza Dvořáková",
  "Hugo Martin",
  "דנה כהן",
  "Nina Petrova",
  "Paul Richter",
  "Clara Vogel",
  "Mia Fuchs",
  "Ben Krause",
  "Ada Lovell",
];

export function addPeople(store: Store, dice: Dice): void {
  const { noor, tomas, lena } = world.shoppers;
  const { iris, paolo } = world.agents;
  for (const agent of [iris, paolo]) store.addStaff({ id: store.newId("StaffMember"), ...agent });
  store.addLocation({
    id: store.newId("Location"),
    name: "Workshop Kreuzberg",
    isActive: true,
    address: addressAt(
      store,
      { firstName: null, lastName: null },
      { ...places.berlin, street: "Oranienstraße 185", zip: "10999" },
    ),
  });
  addCustomer(store, noor, {
    place: places.berlin,
    tags: ["VIP"],
    note: "Prefers parcels left with the neighbour.",
  });
  addCustomer(store, tomas, { place: places.prague, tags: [], note: null });
  addCustomer(store, lena, { place: places.hamburg, tags: [], note: null });
  for (const [index, name] of names.entries()) {
    const [firstName = "", lastName = ""] = name.split(" ");
    const place = dice.pick(Object.values(places));
    const who = { firstName, lastName, email: `shopper${index + 4}@example.com`, phone: null, locale: "en" };
    addCustomer(store, who, { place, tags: index % 9 === 0 ? ["VIP"] : [], note: null });
  }
}

type Who = { firstName: string; lastName: string; email: string; phone: string | null; locale: string };

function addCustomer(
  store: Store,
  who: Who,
  more: { place: Place; tags: string[]; note: string | null },
): Customer {
  const now = store.now();
  const customer: Customer = {
    id: store.newId("Customer"),
    firstName: who.firstName,
    lastName: who.lastName,
    email: who.email,
    phone: who.phone,
    locale: who.locale,
    note: more.note,
    tags: more.tags,
    taxExempt: false,
    verifiedEmail: true,
    state: "ENABLED",
    acceptsMarketing: false,
    addresses: [addressAt(store, who, more.place)],
    createdAt: now,
    updatedAt: now,
  };
  store.addCustomer(customer);
  return customer;
}

export function addressAt(
  store: Store,
  who: { firstName: string | null; lastName: string | null; phone?: string | null },
  place: Place,
): Address {
  return {
    id: store.newId("MailingAddress"),
    firstName: who.firstName,
    lastName: who.lastName,
    company: null,
    address1: place.street,
    address2: null,
    city: place.city,
    province: null,
    provinceCode: null,
    country: place.country,
    countryCode: place.code,
    zip: place.zip,
    phone: who.phone ?? null,
  };
}

export function customerNamed(store: Store, email: string): Customer {
  const found = [...store.customers.values()].find((customer) => customer.email === email);
  if (!found) throw new Error(`No customer ${email}`);
  return found;
}

import { displayName } from "../../state/customer.ts";
import type { Customer } from "../../state/customer.ts";
import { noMoney, sum } from "../../state/money.ts";
import { received } from "../../state/totals.ts";
import type { Address, Location, Shop, StaffMember } from "../../state/shop.ts";
import type { Store } from "../../store.ts";
import { connect } from "../connection.ts";
import { fields } from "../field.ts";
import type { Call } from "../field.ts";
import { stringOrNull } from "./order.ts";
import { sortedOrders } from "../queries/lists.ts";
import { legacyId, moneyView } from "./view.ts";

export const customerFields = fields<Customer>({
  displayName,
  legacyResourceId: legacyId,
  defaultEmailAddress: (customer) =>
    customer.email === null
      ? null
      : {
          emailAddress: customer.email,
          validFormat: true,
          marketingState: customer.acceptsMarketing ? "SUBSCRIBED" : "NOT_SUBSCRIBED",
          marketingOptInLevel: customer.acceptsMarketing ? "SINGLE_OPT_IN" : null,
          marketingUpdatedAt: null,
          openTrackingLevel: "UNKNOWN",
        },
  defaultPhoneNumber: (customer) => (customer.phone === null ? null : { phoneNumber: customer.phone }),
  defaultAddress: (customer) => customer.addresses[0] ?? null,
  addresses: (customer, { args }) =>
    customer.addresses.slice(0, (args.first as number | undefined) ?? undefined),
  addressesV2: (customer, { args }) => connect(customer.addresses, { args }),
  numberOfOrders: (customer, { store }) => String(store.ordersOf(customer.id).length),
  amountSpent: (customer, { store, context }) => {
    const known = context.memo.get(customer.id) ?? amountSpent(store, customer);
    context.memo.set(customer.id, known);
    return known;
  },
  lastOrder: (customer, { store }) => store.ordersOf(customer.id).at(-1) ?? null,
  orders: (customer, call) => customerOrders(customer, call),
  canDelete: (customer, { store }) => store.ordersOf(customer.id).length === 0,
  dataSaleOptOut: () => false,
  taxExemptions: () => [],
  storeCreditAccounts: (customer, { args }) => connect(customer.credits ?? [], { args }),
  validEmailAddress: (customer) => customer.email !== null,
});

function amountSpent(store: Store, customer: Customer) {
  const { currency } = store.shop;
  const own = { shop: currency, presentment: currency, rate: 1 };
  const paid = store.ordersOf(customer.id).filter((order) => order.currencies.shop === currency);
  return moneyView((paid.length > 0 ? sum(paid.map(received), own) : noMoney(own)).shop);
}

function customerOrders(customer: Customer, { args, store }: Call) {
  return connect(
    sortedOrders(store, store.ordersOf(customer.id), {
      query: stringOrNull(args.query),
      sortKey: args.sortKey ?? "ID",
    }),
    { args },
  );
}

export const addressFields = fields<Address>({
  name: (address) => fullName(address),
  countryCodeV2: (address) => address.countryCode,
  countryCode: (address) => address.countryCode,
  formatted: (address, { args }) => formatted(address, args.withName === true, args.withCompany !== false),
  formattedArea: (address) =>
    [address.city, address.provinceCode, address.country].filter(Boolean).join(", "),
  latitude: () => null,
  longitude: () => null,
  coordinatesValidated: () => false,
});

function fullName(address: Address): string | null {
  return [address.firstName, address.lastName].filter(Boolean).join(" ") || null;
}

function formatted(address: Address, withName: boolean, withCompany: boolean): string[] {
  const place = [address.zip, address.city].filter(Boolean).join(" ");
  return [
    withName ? fullName(address) : null,
    withCompany ? address.company : null,
    address.address1,
    address.address2,
    place,
    address.country,
  ].filter((line): line is string => Boolean(line));
}

export const locationAddressFields = fields<Address>({
  formatted: (address) => formatted(address, false, false),
  latitude: () => null,
  longitude: () => null,
});

export const locationFields = fields<Location>({
  legacyResourceId: legacyId,
  isPrimary: (location, { store }) => [...store.locations.keys()][0] === location.id,
  fulfillsOnlineOrders: () => true,
  shipsInventory: () => true,
  isFulfillmentService: () => false,
});

export const staffFields = fields<StaffMember>({
  name: (member) => `${member.firstName} ${member.lastName}`,
  isShopOwner: (member) => member.accountOwner,
  exists: () => true,
  active: () => true,
  initials: (member) => [member.firstName.slice(0, 1), member.lastName.slice(0, 1)],
});

export const shopFields = fields<Shop>({
  currencyCode: (shop) => shop.currency,
  ianaTimezone: (shop) => shop.timezone,
  contactEmail: (shop) => shop.email,
  shopOwnerName: (shop) => shop.ownerName,
  url: (shop) => shop.storefrontUrl,
  primaryDomain: (shop) => ({
    id: shop.id.replace("Shop", "Domain"),
    url: shop.storefrontUrl,
    host: new URL(shop.storefrontUrl).host,
    sslEnabled: shop.storefrontUrl.startsWith("https:"),
  }),
  plan: (shop) => ({
    displayName: shop.plan,
    publicDisplayName: shop.plan,
    partnerDevelopment: true,
    shopifyPlus: false,
  }),
  enabledPresentmentCurrencies: (shop) => [...new Set([shop.currency, "USD", "JPY", "KWD", "GBP"])],
  taxShipping: () => false,
  unitSystem: () => "METRIC_SYSTEM",
  weightUnit: () => "KILOGRAMS",
  setupRequired: () => false,
  orderNumberFormatPrefix: () => "#",
  orderNumberFormatSuffix: () => "",
  timezoneAbbreviation: (shop, { store }) => zonePart(shop, store.clock.now(), "short"),
  timezoneOffset: (shop, { store }) =>
    zonePart(shop, store.clock.now(), "longOffset").replace(/^GMT$/, "+0000").replace(/GMT|:/g, ""),
  timezoneOffsetMinutes: (shop, { store }) => {
    const text = zonePart(shop, store.clock.now(), "longOffset").replace("GMT", "") || "+00:00";
    const [hours = 0, minutes = 0] = text.slice(1).split(":").map(Number);
    return (text.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
  },
  shopAddress: (shop, { store }) => {
    const [location] = store.locations.values();
    return { ...location?.address, id: shop.id.replace("Shop", "ShopAddress"), company: shop.name };
  },
  accountOwner: (_shop, { store }) => [...store.staff.values()].find((member) => member.accountOwner) ?? null,
});

function zonePart(shop: Shop, now: Date, timeZoneName: "short" | "longOffset"): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone: shop.timezone, timeZoneName }).formatToParts(now);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? "";
}

import type { BulkOperation } from "../state/plumbing.ts";
import type { Customer } from "../state/customer.ts";
import type { Store } from "../store.ts";
import { idOf, stamp } from "./write.ts";

/** shop/update and app/uninstalled: the shop itself. */
export function shopPayload(store: Store) {
  const { shop } = store;
  const country = new Intl.DisplayNames("en", { type: "region" }).of(shop.countryCode) ?? shop.countryCode;
  return {
    id: idOf(shop.id),
    name: shop.name,
    email: shop.email,
    domain: new URL(shop.storefrontUrl).host,
    country: shop.countryCode,
    ...placeOf(store),
    source: null,
    primary_locale: "en",
    created_at: stamp(store, shop.createdAt),
    updated_at: stamp(store, shop.updatedAt),
    country_code: shop.countryCode,
    country_name: country,
    currency: shop.currency,
    customer_email: shop.email,
    timezone: `(${gmtOffset(shop.timezone)}) ${shop.timezone.split("/").at(-1)?.replace("_", " ") ?? ""}`,
    iana_timezone: shop.timezone,
    shop_owner: shop.ownerName,
    ...formats(shop.currency),
    weight_unit: "kg",
    taxes_included: shop.taxesIncluded,
    auto_configure_tax_inclusivity: null,
    tax_shipping: null,
    county_taxes: true,
    ...plan(store),
    enabled_presentment_currencies: [shop.currency],
    marketing_sms_consent_enabled_at_checkout: false,
    transactional_sms_disabled: false,
  };
}

const nowhere = {
  province: null,
  address1: null,
  zip: null,
  city: null,
  phone: null,
  address2: null,
  provinceCode: null,
};

function placeOf(store: Store) {
  const [location] = store.locations.values();
  const { province, address1, zip, city, phone, address2, provinceCode } = location?.address ?? nowhere;
  const point = { latitude: null, longitude: null };
  return { province, address1, zip, city, phone, address2, ...point, province_code: provinceCode };
}

function formats(currency: string) {
  const plain = `{{amount}} ${currency}`;
  return {
    money_format: plain,
    money_with_currency_format: plain,
    money_in_emails_format: plain,
    money_with_currency_in_emails_format: plain,
  };
}

function plan(store: Store) {
  return {
    plan_display_name: store.shop.plan,
    plan_name: store.shop.plan.toLowerCase(),
    has_discounts: true,
    has_gift_cards: true,
    myshopify_domain: store.domain,
    google_apps_domain: null,
    google_apps_login_enabled: null,
    eligible_for_payments: true,
    requires_extra_payments_agreement: false,
    password_enabled: false,
    has_storefront: true,
    finances: true,
    primary_location_id: idOf([...store.locations.keys()][0] ?? null),
    checkout_api_supported: true,
    multi_location_enabled: true,
    setup_required: false,
    pre_launch_enabled: false,
  };
}

function gmtOffset(timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }).formatToParts(
    new Date(0),
  );
  return parts.find((part) => part.type === "timeZoneName")?.value ?? "GMT";
}

/** The API writes QUERY and COMPLETED; the webhook says them in lower case. */
export function bulkPayload(store: Store, operation: BulkOperation) {
  return {
    admin_graphql_api_id: operation.id,
    completed_at: stamp(store, operation.completedAt),
    created_at: stamp(store, operation.createdAt),
    error_code: operation.errorCode?.toLowerCase() ?? null,
    status: operation.status.toLowerCase(),
    type: operation.type.toLowerCase(),
  };
}

export type ScopesChange = { previous: readonly string[]; current: readonly string[]; at: Date };

export function scopesPayload(store: Store, change: ScopesChange) {
  const { previous, current, at } = change;
  return { id: 1, shop_id: store.shop.id, previous, current, updated_at: at.toISOString() };
}

/** customers/data_request: what a person asks to see; `number` is the request's own. */
export function dataRequestPayload(store: Store, customer: Customer, number: number) {
  const { orders_to_redact, ...rest } = redactPayload(store, customer);
  return { ...rest, orders_requested: orders_to_redact, data_request: { id: number } };
}

export function redactPayload(store: Store, customer: Customer) {
  return {
    ...shopRedactPayload(store),
    customer: { id: idOf(customer.id), email: customer.email, phone: customer.phone },
    orders_to_redact: store.ordersOf(customer.id).map((order) => idOf(order.id)),
  };
}

export function shopRedactPayload(store: Store) {
  return { shop_id: idOf(store.shop.id), shop_domain: store.domain };
}

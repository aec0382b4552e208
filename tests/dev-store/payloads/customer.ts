import type { Merge } from "../acts/merge.ts";
import type { Customer } from "../state/customer.ts";
import type { Store } from "../store.ts";
import { bookAddress, bothIds, idOf, stamp } from "./write.ts";

/** The customer as orders carry it along: without the address book. */
export function customerInOrder(store: Store, customer: Customer) {
  const { addresses: _addresses, ...rest } = customerPayload(store, customer);
  return rest;
}

export function customerPayload(store: Store, customer: Customer) {
  const addresses = customer.addresses.map((address, index) =>
    bookAddress(address, { id: customer.id, isDefault: index === 0 }),
  );
  return {
    id: idOf(customer.id),
    created_at: stamp(store, customer.createdAt),
    updated_at: stamp(store, customer.updatedAt),
    first_name: customer.firstName,
    last_name: customer.lastName,
    state: customer.state.toLowerCase(),
    note: customer.note,
    verified_email: customer.verifiedEmail,
    multipass_identifier: null,
    tax_exempt: customer.taxExempt,
    email: customer.email,
    phone: customer.phone,
    currency: store.shop.currency,
    addresses,
    tax_exemptions: [],
    admin_graphql_api_id: customer.id,
    ...(addresses[0] ? { default_address: addresses[0] } : {}),
  };
}

/** What is left to tell of a customer who is gone. */
export function customerGone(gid: string) {
  const { id, admin_graphql_api_id } = bothIds(gid);
  return { id, tax_exemptions: [], admin_graphql_api_id };
}

/** customers/merge: what became of two customers, or why they stayed two. */
export function mergePayload(detail: unknown) {
  const { keptId, goneId, jobId, status, errors } = detail as Merge;
  return {
    admin_graphql_api_customer_kept_id: keptId,
    admin_graphql_api_customer_deleted_id: goneId,
    admin_graphql_api_job_id: jobId,
    status: status.toLowerCase(),
    errors: errors.map(({ customerIds, field, message }) => ({
      customer_ids: customerIds.map((id) => idOf(id)),
      field,
      message,
    })),
  };
}

import { mergeCustomers } from "../acts/merge.ts";
import { fields, redirect } from "../http.ts";
import type { Answer } from "../http.ts";
import { page } from "../markup.ts";
import type { Raw } from "../markup.ts";
import { displayName } from "../state/customer.ts";
import type { Customer } from "../state/customer.ts";
import { number } from "./pieces.ts";
import type { Visit } from "./visit.ts";

/** Which other customer is the same person. */
export function mergeCard(visit: Visit, customer: Customer): Raw {
  const others = [...visit.store.customers.values()].filter((other) => other !== customer);
  const options = others.map((other) => page`<option value="${other.id}">${displayName(other)}</option>`);
  return page`<section class="card"><h2>Merge</h2><form method="post" class="bar" action="${visit.to(`/customers/${number(customer.id)}/merge`)}">
    <select name="with" aria-label="Merge with">${options}</select><button>Merge</button></form>
    <p class="soft">One customer stays and gets the other's orders.</p></section>`;
}

/** Merges two customers and shows the one that stays. */
export function mergeByHand(visit: Visit): Answer | null {
  const { store, ask } = visit;
  const one = store.customers.get(`gid://shopify/Customer/${ask.params.id ?? ""}`);
  const two = store.customers.get(fields(ask).with ?? "");
  if (!one || !two) return null;
  const { value, errors } = mergeCustomers(store, one, two);
  const note = value ? "said=Merging" : `failed=${encodeURIComponent(errors[0]?.message ?? "")}`;
  return redirect(visit.to(`/customers/${number(value?.keptId ?? one.id)}?${note}`));
}

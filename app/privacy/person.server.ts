import type { Desk } from "~/platform/desk.server";

import type { Named, Person } from "./person";

/**
 * Everything in this shop that hangs on a person. Whoever merely got a present from them, or whose conversation an
 * agent laid their order beside, is somebody else. An address that was only claimed counts as theirs: it names them.
 */
export async function findPerson(desk: Desk, named: Named): Promise<Person> {
  const customers = await customersOf(desk, named);
  const customerIds = unique([named.customerId, ...customers.map(({ id }) => id)]);
  const known = unique([named.email, ...customers.map(({ email }) => email?.toLowerCase())]);
  const orders = await desk.db.order.findMany({
    where: anyOf({ id: named.orderIds, customerId: customerIds, email: known }),
    select: { id: true, email: true, phone: true },
  });
  const orderIds = unique([...named.orderIds, ...orders.map(({ id }) => id)]);
  const emails = unique([...known, ...orders.map(({ email }) => email?.toLowerCase())]);
  const phones = unique([
    named.phone,
    ...customers.map(({ phone }) => phone),
    ...orders.map(({ phone }) => phone),
  ]);
  const visitorIds = await visitorsOf(desk, { customerIds, emails, orderIds });
  const conversations = await desk.db.conversation.findMany({
    where: anyOf({ customerId: customerIds, visitorId: visitorIds, shopperEmail: emails }),
    select: { id: true },
  });
  const returns = await desk.db.return.findMany({
    where: anyOf({ orderId: orderIds }),
    select: { id: true },
  });
  return {
    customerIds,
    emails,
    phones,
    orderIds,
    visitorIds,
    conversationIds: conversations.map(({ id }) => id),
    returnIds: returns.map(({ id }) => id),
  };
}

function customersOf(desk: Desk, { customerId, email }: Named) {
  return desk.db.customer.findMany({
    where: anyOf({ id: unique([customerId]), email: unique([email]) }),
    select: { id: true, email: true, phone: true },
  });
}

type Known = Pick<Person, "customerIds" | "emails" | "orderIds">;

async function visitorsOf(desk: Desk, { customerIds, emails, orderIds }: Known): Promise<string[]> {
  const proofs = await desk.db.orderProof.findMany({
    where: anyOf({ orderId: orderIds, email: emails }),
    select: { visitorId: true },
  });
  const visitors = await desk.db.visitor.findMany({
    where: anyOf({
      id: unique(proofs.map(({ visitorId }) => visitorId)),
      customerId: customerIds,
      email: emails,
    }),
    select: { id: true },
  });
  return visitors.map(({ id }) => id);
}

/** Rows with one of these values in one of these columns; of nothing at all there is no row. */
export function anyOf(columns: Record<string, readonly string[]>) {
  const asked = Object.entries(columns).filter(([, values]) => values.length > 0);
  return { OR: asked.map(([name, values]) => ({ [name]: { in: [...values] } })) };
}

function unique(values: readonly (string | null | undefined)[]): string[] {
  return [
    ...new Set(values.filter((value) => value !== null && value !== undefined && value !== "")),
  ] as string[];
}

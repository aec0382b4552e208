import { findConversation } from "~/conversations/find.server";

import type { ConversationView } from "~/conversations/inbox";
import { customerHeader } from "~/customers/header.server";
import { maybeCustomerByEmail } from "~/customers/customers.server";
import { gidTail } from "~/kit/id";
import { orderPanel } from "~/orders/find.server";
import { lateness } from "~/orders/lateness";
import type { Order } from "~/orders/order";
import { listCustomerOrders } from "~/orders/orders.server";
import type { Desk } from "~/platform/desk.server";
import { fileLink } from "~/platform/file-link.server";
import type { ReturnView } from "~/returns/return";
import { returnsOfOrders } from "~/returns/returns.server";

import type { ConversationPage, CustomerHead, OtherOrder, PanelOrder, ShownReturn } from "./view";

const OTHERS = 20;

/** One conversation and everything beside it, from our own copies. @throws NotFound */
export async function loadConversation(desk: Desk, id: string): Promise<ConversationPage> {
  const conversation = await findConversation(desk, id);
  const { orderIds } = conversation;
  const [orders, returns, customer, theirs] = await Promise.all([
    orderPanel(desk, orderIds),
    returnsOfOrders(desk, orderIds),
    headOf(desk, conversation),
    ordersOf(desk, conversation),
  ]);
  const shown = orders.map((order) => withReturns(desk, order, returns));
  const otherOrders = theirs.filter((order) => !orderIds.includes(order.id)).map(other);
  return { conversation, customer, orders: await Promise.all(shown), otherOrders };
}

async function headOf(desk: Desk, { shopper }: ConversationView): Promise<CustomerHead> {
  const known = await customerIdOf(desk, shopper);
  const claimed = { name: shopper.name, email: shopper.email, isProven: shopper.proven };
  const header = known ? await customerHeader(desk, known) : null;
  if (!header || !known) return { ...claimed, isVip: false, standing: null };
  return {
    ...claimed,
    name: shopper.name ?? header.name,
    isVip: header.isVip,
    standing: { ...header, adminUrl: `shopify://admin/customers/${gidTail(known)}` },
  };
}

/** The customer who was found out, or whose address it is that they gave. */
async function customerIdOf(desk: Desk, { customerId, email }: ConversationView["shopper"]): Promise<string | null> {
  if (customerId) return customerId;
  return email ? ((await maybeCustomerByEmail(desk, email))?.id ?? null) : null;
}

async function ordersOf(desk: Desk, { shopper }: ConversationView): Promise<Order[]> {
  const { customerId, email } = shopper;
  if (customerId) return listCustomerOrders(desk, customerId, OTHERS);
  return email ? listCustomerOrders(desk, { email }, OTHERS) : [];
}

async function withReturns(desk: Desk, order: Order, all: readonly ReturnView[]): Promise<PanelOrder> {
  const returns = all.filter(({ orderId }) => orderId === order.id);
  return {
    order,
    late: lateness(order, desk.now, desk.shop.timezone),
    returns: await Promise.all(returns.map((one) => withPhotos(desk, one))),
    adminUrl: `shopify://admin/orders/${gidTail(order.id)}`,
  };
}

async function withPhotos(desk: Desk, one: ReturnView): Promise<ShownReturn> {
  const link = async (photo: ReturnView["photos"][number]) => ({ ...photo, url: await fileLink(desk, photo.id) });
  return { ...one, photos: await Promise.all(one.photos.map(link)) };
}

function other({ id, name, placedAt, financialStatus, fulfillmentStatus, total }: Order): OtherOrder {
  return { id, name, placedAt, financial: financialStatus, fulfillment: fulfillmentStatus, total: total.customer };
}

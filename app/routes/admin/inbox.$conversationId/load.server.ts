import { findConversation } from "~/conversations/find.server";

import type { ConversationView } from "~/conversations/inbox";
import { maybeCustomer, maybeCustomerByEmail } from "~/customers/customers.server";
import { isVip, type Profile } from "~/customers/profile";
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

const THEIRS = 100;
const OTHERS = 20;

type Who = { readonly profile: Profile | null; readonly orders: readonly Order[] };

/** One conversation and everything beside it, from our own copies. @throws NotFound */
export async function loadConversation(desk: Desk, id: string): Promise<ConversationPage> {
  const conversation = await findConversation(desk, id);
  const { orderIds } = conversation;
  const [orders, returns, who] = await Promise.all([
    orderPanel(desk, orderIds),
    returnsOfOrders(desk, orderIds),
    whoAsks(desk, conversation),
  ]);
  const shown = orders.map((order) => withReturns(desk, order, returns));
  const others = who.orders.filter((order) => !orderIds.includes(order.id)).slice(0, OTHERS);
  const otherOrders = others.map(other);
  return { conversation, customer: headOf(conversation, who), orders: await Promise.all(shown), otherOrders };
}

/** The customer who was found out, or whose address it is that they gave; and their orders. */
async function whoAsks(desk: Desk, { shopper }: ConversationView): Promise<Who> {
  const { customerId, email } = shopper;
  const profile = customerId
    ? await maybeCustomer(desk, customerId)
    : email
      ? await maybeCustomerByEmail(desk, email)
      : null;
  const whose = profile?.id ?? (email ? { email } : null);
  return { profile, orders: whose ? await listCustomerOrders(desk, whose, THEIRS) : [] };
}

function headOf({ shopper }: ConversationView, { profile, orders }: Who): CustomerHead {
  const claimed = { name: shopper.name, email: shopper.email, isProven: shopper.proven };
  if (!profile) return { ...claimed, isVip: false, standing: null };
  const { id, since, ordersCount, spent, tags, note } = profile;
  const back = orders.filter(({ returnStatus }) => returnStatus !== "NO_RETURN");
  return {
    ...claimed,
    name: shopper.name ?? profile.name,
    isVip: isVip(profile),
    standing: {
      adminUrl: `shopify://admin/customers/${gidTail(id)}`,
      since,
      orders: ordersCount,
      spent,
      returnRate: orders.length === 0 ? null : Math.round((100 * back.length) / orders.length),
      openReturns: back.filter(({ returnStatus }) => returnStatus !== "RETURNED").length,
      tags,
      note,
    },
  };
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

import { findConversation } from "~/conversations/find.server";

import type { ConversationView } from "~/conversations/inbox";
import { maybeCustomer, maybeCustomerByEmail } from "~/customers/customers.server";
import { isVip, type Profile } from "~/customers/profile";
import { gidTail } from "~/kit/id";
import { findOrder, orderPanel } from "~/orders/find.server";
import { lateness } from "~/orders/lateness";
import type { Order } from "~/orders/order";
import { listCustomerOrders } from "~/orders/orders.server";
import type { Desk } from "~/platform/desk.server";
import { fileLink } from "~/platform/files/link.server";
import { isOpen, type ReturnView } from "~/returns/return";
import { returnsOfOrders } from "~/returns/returns.server";

import type { ConversationPage, CustomerHead, OtherOrder, PanelOrder, ShownReturn } from "./view";

const THEIRS = 100;
const OTHERS = 20;

type Who = { readonly profile: Profile | null; readonly orders: readonly Order[] };

/** One conversation and everything beside it, from our own copies. @throws NotFound */
export async function loadConversation(desk: Desk, id: string): Promise<ConversationPage> {
  const conversation = await findConversation(desk, id);
  const { orderIds } = conversation;
  const [orders, who] = await Promise.all([orderPanel(desk, orderIds), whoAsks(desk, conversation)]);
  const returns = await returnsOfOrders(desk, [...orderIds, ...who.orders.map((order) => order.id)]);
  const guess = orders.length === 0 && conversation.shopper.proven ? likely(desk, who.orders) : [];
  const shown = await Promise.all([
    ...orders.map((order) => withReturns(desk, { order, isLinked: true, returns })),
    ...guess.map(async (order) =>
      withReturns(desk, { order: await findOrder(desk, order.id), isLinked: false, returns }),
    ),
  ]);
  const beside = new Set(shown.map(({ order }) => order.id));
  const others = who.orders.filter(({ id }) => !beside.has(id)).slice(0, OTHERS);
  return {
    conversation,
    customer: headOf(conversation, { ...who, returns }),
    orders: shown,
    otherOrders: others.map(other),
  };
}

/** The order that somebody who has proven who they are most likely writes about: a late one, else the newest. */
function likely(desk: Desk, orders: readonly Order[]): Order[] {
  const isLate = (order: Order) => {
    const late = lateness(order, desk.now, desk.shop.timezone);
    return late !== null && late.lateDays > 0 && late.deliveredAt === null;
  };
  const first = orders.find(isLate) ?? orders[0];
  return first ? [first] : [];
}

/** The customer who was found out, or whose address they have proven to be theirs; and their orders. A claim brings nobody's. */
async function whoAsks(desk: Desk, { shopper }: ConversationView): Promise<Who> {
  const { customerId } = shopper;
  const email = shopper.proven ? shopper.email : null;
  const profile = customerId
    ? await maybeCustomer(desk, customerId)
    : email
      ? await maybeCustomerByEmail(desk, email)
      : null;
  const whose = profile?.id ?? (email ? { email } : null);
  return { profile, orders: whose ? await listCustomerOrders(desk, whose, THEIRS) : [] };
}

type Known = Who & { readonly returns: readonly ReturnView[] };

function headOf({ shopper }: ConversationView, { profile, orders, returns }: Known): CustomerHead {
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
      openReturns: returns.filter(({ stage }) => isOpen(stage)).length,
      tags,
      note,
    },
  };
}

type Shown = { readonly order: Order; readonly isLinked: boolean; readonly returns: readonly ReturnView[] };

async function withReturns(desk: Desk, { order, isLinked, returns }: Shown): Promise<PanelOrder> {
  const own = returns.filter(({ orderId }) => orderId === order.id);
  return {
    order,
    isLinked,
    late: lateness(order, desk.now, desk.shop.timezone),
    returns: await Promise.all(own.map((one) => withPhotos(desk, one))),
    adminUrl: `shopify://admin/orders/${gidTail(order.id)}`,
  };
}

async function withPhotos(desk: Desk, one: ReturnView): Promise<ShownReturn> {
  const link = async (photo: ReturnView["photos"][number]) => ({
    ...photo,
    url: await fileLink(desk, photo.id),
  });
  return { ...one, photos: await Promise.all(one.photos.map(link)) };
}

function other({ id, name, placedAt, financialStatus, fulfillmentStatus, total }: Order): OtherOrder {
  return {
    id,
    name,
    placedAt,
    financial: financialStatus,
    fulfillment: fulfillmentStatus,
    total: total.customer,
  };
}

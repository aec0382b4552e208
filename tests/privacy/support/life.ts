import { randomBytes, randomUUID } from "node:crypto";

import sharp from "sharp";

import { saveDraft } from "~/conversations/draft.server";
import { note, reply } from "~/conversations/reply.server";
import { savePicture } from "~/conversations/upload.server";
import { pullCustomer } from "~/customers/pull.server";
import { findSurvey, recordFeedback } from "~/feedback/surveys.server";
import { receiveMessage } from "~/conversations/receive.server";
import { refundOrder } from "~/orders/refund.server";
import type { Desk } from "~/platform/desk.server";
import { fingerprint } from "~/platform/secrets.server";
import { newId } from "~/platform/id.server";
import { askForCode } from "~/portal/lookup.server";
import { leaveAddress } from "~/portal/visitor/address.server";
import { welcomeVisitor } from "~/portal/visitor/welcome.server";
import { addException } from "~/returns/policy/exceptions.server";
import { decideReturn } from "~/returns/decide.server";

import type { Customer } from "../../dev-store/state/customer.ts";
import type { Order } from "../../dev-store/state/order.ts";
import type { Address } from "../../dev-store/state/shop.ts";
import type { TestDesk } from "../../support/desk.ts";
import { asked } from "../../support/sent-back.ts";
import { soldAndPulled } from "../../support/sold.ts";
import { draft, say } from "../../support/talk.ts";

/** Somebody who has left traces everywhere, and the texts by which each of them is found. */
export type Life = {
  readonly customer: Customer;
  readonly order: Order;
  readonly conversationId: string;
  readonly guestConversationId: string;
  /** In every word that they, or anybody about them, wrote; in their name, address, mail address and file names. */
  readonly mark: string;
  readonly texts: readonly string[];
};

/** Lives a whole life in the shop: orders, chats as customer and as guest, sends a picture, returns, is paid back. */
export async function aLife(shop: TestDesk): Promise<Life> {
  const mark = `zq${randomBytes(4).toString("hex")}`;
  const customer = aCustomer(shop, mark);
  const iris = await shop.asAgent("Iris Lindqvist", "owner");
  const order = await bought(shop, customer, mark);
  await pullCustomer(shop.desk, { customerId: customer.id });
  const { desk: own, conversationId } = await chatted(shop, customer, { iris, mark });
  const guestConversationId = await chattedAsGuest(shop, customer, { iris, mark });
  await sentBack(own, order, { iris, mark, conversationId });
  await saidElsewhere(shop, customer, iris);
  const phone = customer.phone ?? "";
  const texts = [mark, phone, `Customer/${numberOf(customer.id)}`, `"id":${numberOf(customer.id)},`];
  return { customer, order, conversationId, guestConversationId, mark, texts };
}

function numberOf(gid: string): string {
  return gid.slice(gid.lastIndexOf("/") + 1);
}

function aCustomer({ store }: TestDesk, mark: string): Customer {
  const at = new Date(Date.now() - 400 * 86_400_000).toISOString();
  const customer: Customer = {
    id: `gid://shopify/Customer/${7_000_000_000 + Math.floor(Math.random() * 1_000_000_000)}`,
    firstName: "Zelda",
    lastName: mark,
    email: `Zelda.${mark}@example.com`,
    phone: `+49151${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`,
    locale: "de",
    note: `Knows ${mark}'s mother`,
    tags: [`friend of ${mark}`],
    taxExempt: false,
    verifiedEmail: true,
    state: "ENABLED",
    acceptsMarketing: false,
    addresses: [address(mark)],
    createdAt: at,
    updatedAt: at,
  };
  store.addCustomer(customer);
  return customer;
}

function address(mark: string): Address {
  return {
    ...{
      id: `gid://shopify/MailingAddress/${Date.now()}${Math.floor(Math.random() * 1e6)}`,
      firstName: "Zelda",
    },
    ...{
      lastName: mark,
      company: `${mark} GmbH`,
      address1: `${mark} street 1`,
      address2: null,
      city: `${mark}stadt`,
    },
    ...{
      province: null,
      provinceCode: null,
      country: "Germany",
      countryCode: "DE",
      zip: "10115",
      phone: null,
    },
  };
}

async function bought(shop: TestDesk, customer: Customer, mark: string): Promise<Order> {
  const at = address(mark);
  return soldAndPulled(shop.desk, shop.store, {
    draft: {
      ...{ customerId: customer.id, email: customer.email, phone: customer.phone, note: `Ring at ${mark}` },
      ...{ tags: [mark], shippingAddress: at, billingAddress: at },
    },
  });
}

type With = { readonly iris: Desk; readonly mark: string };

async function chatted(shop: TestDesk, customer: Customer, { iris, mark }: With) {
  const { visitor } = await welcomeVisitor(shop.desk, {
    refresh: null,
    customerId: customer.id,
    locale: "de",
  });
  const desk = await shop.asShopper(visitor.id);
  const { conversationId } = await say(desk, `Where is my parcel? ${mark}`);
  await receiveMessage(desk, {
    ...draft(`Look: ${mark}`),
    visitorId: visitor.id,
    attachments: [await aPicture(desk, mark)],
  });
  await reply(iris, conversationId, draft(`Dear ${mark}, it is on its way`));
  await note(iris, conversationId, draft(`${mark} is nice, ring ${customer.phone}`));
  await saveDraft(iris, conversationId, { mode: "reply", text: `And ${mark}` });
  await surveyed(iris, conversationId, mark);
  const reason = `${mark} was in hospital`;
  await addException(iris, { kind: "allow", subject: customer.id, reason, expiresAt: null });
  return { desk, conversationId };
}

async function aPicture(desk: Desk, mark: string): Promise<string> {
  const bytes = await sharp({ create: { width: 20, height: 20, channels: 3, background: "#846" } })
    .png()
    .toBuffer();
  const saved = await savePicture(desk, { name: `${mark}.png`, bytes });
  if (!saved.saved) throw new Error(saved.because);
  return saved.picture.id;
}

async function surveyed(desk: Desk, conversationId: string, mark: string): Promise<void> {
  const token = randomUUID();
  await desk.db.survey.create({
    data: {
      shopId: desk.shopId,
      id: newId(),
      conversationId,
      tokenHash: fingerprint(token),
      askedAt: desk.now,
    },
  });
  await recordFeedback(await findSurvey(token), { score: 3, comment: `Thanks, ${mark}` });
}

/** In another browser, with nothing but the address they typed. */
async function chattedAsGuest(shop: TestDesk, customer: Customer, { iris, mark }: With): Promise<string> {
  const guest = await shop.asShopper();
  const { conversationId } = await say(guest, `It is me, ${mark}`);
  await leaveAddress(guest, { email: customer.email ?? "" });
  if (guest.actor.kind === "shopper") {
    await askForCode(guest, guest.actor.visitorId, { order: "#9999", email: customer.email ?? "", ip: null });
  }
  await reply(iris, conversationId, draft(`Hello again, ${mark}`));
  return conversationId;
}

async function sentBack(
  own: Desk,
  order: Order,
  { iris, mark, conversationId }: With & { conversationId: string },
) {
  const request = await asked(own, order, {
    note: `Too small for ${mark}`,
    conversationId,
    attachments: [await aPicture(own, mark)],
  });
  await decideReturn(iris, request.id, { verdict: "decline", reason: "other", note: `Sorry, ${mark}` });
  await refundOrder(iris, order.id, {
    ...{
      clientId: randomUUID(),
      lines: [{ lineId: order.lines[0]?.id ?? "", quantity: 1 }],
      expectedMinor: 4_500,
    },
    ...{ note: `Good will for ${mark}`, notify: false, conversationId, shippingMinor: 0 },
  });
}

/** In somebody else's conversation, an agent names them by address and number. */
async function saidElsewhere(shop: TestDesk, customer: Customer, iris: Desk): Promise<void> {
  const other = await say(await shop.asShopper(), "A friend of mine wrote to you");
  await note(
    iris,
    other.conversationId,
    draft(`Same as ${customer.email?.toUpperCase()} (${customer.phone})`),
  );
}

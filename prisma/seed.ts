// Sets the scene of the demo: two people open the app, the shop's orders come in, and a morning's shoppers have
// already written. Noor's story is left to be played.
import { close, snooze } from "~/conversations/move.server";
import { assign } from "~/conversations/assign.server";
import { identify, linkOrder } from "~/conversations/link.server";
import { receiveMessage } from "~/conversations/receive.server";
import { note, reply } from "~/conversations/reply.server";
import { addDays } from "~/kit/days";
import type { Id } from "~/kit/id";
import { maybeOrderByName } from "~/orders/orders.server";
import { backfillProgress } from "~/orders/backfill/backfill.server";
import { closeDatabase } from "~/platform/db.server";
import { openDesk, type Actor, type Desk } from "~/platform/desk.server";
import { newId } from "~/platform/id.server";
import { maybeAgent } from "~/team/agents.server";

import { world } from "../tests/support/world";

const start = new Date();
const heard = new Set<string>(Object.values(world.shoppers).map(({ email }) => email));
const minutesAgo = (minutes: number) => new Date(start.getTime() - minutes * 60_000);
const deskAt = (minutes: number, actor: Actor) =>
  openDesk({ domain: world.shop.domain }, actor, minutesAgo(minutes));

await openTheApp("iris");
await openTheApp("paolo");
const desk = await deskAt(0, { kind: "system" });
await ordersAreIn(desk);

const iris = await seatOf(world.agents.iris.email);
const paolo = await seatOf(world.agents.paolo.email);
await tomasAsks();
await weiAsks();
await lenaWasHelped();
for (const one of morning()) await writes(one);
await closeDatabase();

/** Opens the app as a person does, through the admin's own page: that is what installs it. */
async function openTheApp(as: string): Promise<void> {
  const handle = world.shop.domain.split(".")[0] ?? "";
  const headers = {
    "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/156 Safari/537.36",
    accept: "text/html",
  };
  const page = await fetch(`${process.env["DEV_STORE_URL"]}/store/${handle}/apps/goodturn?as=${as}`, {
    headers,
  });
  const address = /<iframe[^>]* src="([^"]+)"/.exec(await page.text())?.[1]?.replaceAll("&amp;", "&");
  if (!address) throw new Error("The store's admin shows no app");
  const opened = await fetch(address, { headers });
  if (!opened.ok) throw new Error(`The app answered ${opened.status} when ${as} opened it`);
}

async function ordersAreIn(at: Desk): Promise<void> {
  const until = Date.now() + 60_000;
  while ((await backfillProgress(at))?.status !== "done") {
    if (Date.now() > until) throw new Error("The shop's orders did not come in within a minute");
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function seatOf(email: string): Promise<Actor> {
  const row = await desk.db.agent.findFirstOrThrow({ where: { email } });
  const card = await maybeAgent(desk, row.shopifyUserId);
  if (!card) throw new Error(`${email} is not on the team`);
  return { kind: "agent", ...card };
}

type Person = { firstName: string; lastName: string; email: string; locale: string; native?: string };

/** A shopper who has shown who they are, at a moment. */
async function shopperAt(minutes: number, person: Person): Promise<Desk & { visitorId: string }> {
  const id = newId<"Visitor">();
  const { shopId, db } = desk;
  const moments = { createdAt: minutesAgo(minutes), seenAt: minutesAgo(minutes) };
  await db.visitor.create({ data: { shopId, id, refreshHash: newId(), locale: person.locale, ...moments } });
  const customer = await db.customer.findFirst({ where: { email: person.email }, select: { id: true } });
  const name = person.native ?? `${person.firstName} ${person.lastName}`;
  await identify(
    desk,
    { visitorId: id },
    { customerId: customer?.id ?? null, email: person.email, name, proven: true },
  );
  const seat = await deskAt(minutes, {
    kind: "shopper",
    visitorId: id as Id<"Visitor">,
    locale: person.locale,
  });
  return { ...seat, visitorId: id };
}

async function wrote(shopper: Desk & { visitorId: string }, text: string): Promise<string> {
  const received = await receiveMessage(shopper, {
    visitorId: shopper.visitorId,
    clientId: crypto.randomUUID(),
    text,
  });
  if (!received.received) throw new Error("A message was refused");
  return received.conversationId;
}

async function bring(conversationId: string, orderName: string): Promise<void> {
  const order = await maybeOrderByName(desk, orderName);
  if (order) await linkOrder(desk, conversationId, order.id);
}

async function tomasAsks(): Promise<void> {
  const tomas = await shopperAt(95, world.shoppers.tomas);
  const id = await wrote(
    tomas,
    "Hello! The trousers are lovely but one size too big. Can I send them back, and how long does a refund take?",
  );
  await bring(id, "#1003");
  await assign(await deskAt(80, paolo), id, paolo.kind === "agent" ? paolo.id : null);
  await note(await deskAt(79, paolo), id, {
    clientId: crypto.randomUUID(),
    text: "Third return this month. All within the window and all unworn so far, so no reason to refuse. @Iris just so you know.",
  });
  await reply(await deskAt(78, paolo), id, {
    clientId: crypto.randomUUID(),
    text: "Hi Tomas, of course. Open “Return or exchange” in this chat and choose the trousers; we approve it today. Refunds take one or two days once the parcel is here.",
  });
}

async function weiAsks(): Promise<void> {
  const wei = await shopperAt(26, world.shoppers.wei);
  const id = await wrote(wei, "你好！朋友送了我一盆龟背竹，收到时盆有一道裂纹。我没有账号，可以换一个吗？");
  await bring(id, world.giftOrder.name);
}

async function lenaWasHelped(): Promise<void> {
  const lena = await shopperAt(60 * 26, world.shoppers.lena);
  const id = await wrote(lena, "Can you put a card with my present? It should say: Herzlichen Glückwunsch!");
  await bring(id, world.giftOrder.name);
  await reply(await deskAt(60 * 25, iris), id, {
    clientId: crypto.randomUUID(),
    text: "Done, Lena. A handwritten card goes with the parcel. Happy birthday to Wei!",
  });
  await close(await deskAt(60 * 24, iris), id);
}

type Letter = {
  /** How long ago it came. */
  readonly minutes: number;
  /** What the order it is about looks like. */
  readonly about: { financialStatus?: string; fulfillmentStatus?: string; deliveredAt?: { not: null } };
  readonly text: string;
  readonly locale?: string;
  readonly by?: Actor;
  /** What was answered, and how many minutes later. */
  readonly answer?: { readonly after: number; readonly text: string };
  readonly snoozedFor?: number;
};

function morning(): Letter[] {
  return [
    {
      minutes: 9,
      about: { fulfillmentStatus: "UNFULFILLED", financialStatus: "PAID" },
      text: "Hi, I just noticed that I gave you my old address. Can you still change it before the parcel leaves?",
    },
    {
      minutes: 51,
      about: { fulfillmentStatus: "FULFILLED", financialStatus: "PAID", deliveredAt: { not: null } },
      text: "Guten Morgen! Das Paket ist da, aber die Farbe ist ganz anders als auf dem Foto. Was kann ich tun?",
      locale: "de",
      by: iris,
    },
    {
      minutes: 128,
      about: { financialStatus: "PARTIALLY_REFUNDED" },
      text: "You wrote that my refund is on its way. That was four days ago and my bank shows nothing yet.",
      by: paolo,
    },
    {
      minutes: 203,
      about: { fulfillmentStatus: "PARTIALLY_FULFILLED" },
      text: "Only one of my two parcels came. Is the other one lost?",
      by: iris,
      answer: {
        after: 11,
        text: "It left a day later from our other shelf and should be with you tomorrow.",
      },
    },
    {
      minutes: 60 * 20,
      about: { fulfillmentStatus: "UNFULFILLED", financialStatus: "PAID" },
      text: "We are away until the end of the week. Please send it after that, there is no hurry at all!",
      by: paolo,
      answer: { after: 30, text: "Gladly. We keep it here and send it when you are back." },
      snoozedFor: 3,
    },
  ];
}

async function writes(letter: Letter): Promise<void> {
  const order = await desk.db.order.findFirst({
    where: {
      ...letter.about,
      cancelledAt: null,
      totalMinor: { gt: 0 },
      email: { notIn: [...heard] },
      customer: { isNot: null },
    },
    include: { customer: true },
    orderBy: { placedAt: "desc" },
  });
  if (!order?.customer?.email) return;
  const { name, email } = order.customer;
  heard.add(email);
  const [firstName = "", ...rest] = name.split(" ");
  const person = { firstName, lastName: rest.join(" "), email, locale: letter.locale ?? "en" };
  const id = await wrote(await shopperAt(letter.minutes, person), letter.text);
  await bring(id, order.name);
  await takenUp(id, letter);
}

async function takenUp(id: string, { minutes, by, answer, snoozedFor }: Letter): Promise<void> {
  if (by?.kind !== "agent") return;
  await assign(await deskAt(minutes - 4, by), id, by.id);
  if (answer) {
    const said = { clientId: crypto.randomUUID(), text: answer.text };
    await reply(await deskAt(minutes - answer.after, by), id, said);
  }
  if (snoozedFor) await snooze(await deskAt(0, by), id, addDays(start, snoozedFor));
}

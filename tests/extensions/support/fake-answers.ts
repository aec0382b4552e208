import type { Money, OrderCard, Picture, Returnable, ReturnCard } from "../../../extensions/src/chat/wire.ts";
import { newMessage, type Asked, type FakePortal } from "./fake-talk.ts";

type Place = { token: string; apiUrl: string };
type Act = (portal: FakePortal, body: Asked, place: Place) => { status: number; body: object };

const ok = (body: object) => ({ status: 200, body });
const euros = (minor: number): Money => ({
  minor,
  currency: "EUR",
  text: "€" + (minor / 100).toFixed(2),
});
const CODE = "123456";

export const order: OrderCard = {
  id: "gid://shopify/Order/1001",
  name: "#1001",
  placedAt: "2026-11-10T10:00:00Z",
  status: "On its way with DHL",
  step: 2,
  arrival: "Expected 18 November, 4 days late",
  lateDays: 4,
  tracking: { carrier: "DHL", number: "JD0123456789", url: "https://tracking.example.com/JD0123456789" },
  total: "€118.00",
  lines: [
    { title: "Linen shirt", variant: "Sand / M", quantity: 1, image: "/picture.png" },
    { title: "Fern, potted", variant: null, quantity: 2, image: null },
  ],
  action: { kind: "track", label: "Track the parcel" },
  returns: [],
};

const returnable: Returnable = {
  order: { id: order.id, name: order.name },
  lines: [
    {
      id: "line-1",
      title: "Linen shirt",
      variant: "Sand / M",
      image: "/picture.png",
      quantity: 1,
      price: euros(6800),
      eligible: true,
      message: "Can come back until 18 December.",
    },
    {
      id: "line-2",
      title: "Fern, potted",
      variant: null,
      image: null,
      quantity: 2,
      price: euros(2500),
      eligible: true,
      message: null,
    },
    {
      id: "line-3",
      title: "Gift card",
      variant: null,
      image: null,
      quantity: 0,
      price: euros(5000),
      eligible: false,
      message: "Gift cards cannot come back.",
    },
  ],
  reasons: [
    { handle: "damaged", label: "It arrived damaged", photo: "required" },
    { handle: "size", label: "It does not fit", photo: "off" },
  ],
  policy: "You can send things back within 30 days of delivery.",
};

const requestedReturn: ReturnCard = {
  id: "return-1",
  stage: "requested",
  line: "We look at it within one working day and write to you here.",
  total: euros(6800),
  at: "2026-11-22T09:00:00Z",
};

/** What each endpoint of the contract answers. */
export const answers: Record<string, Act> = {
  session: (portal, _body, { token, apiUrl }) =>
    ok({
      token,
      expiresAt: new Date(Date.now() + 900_000).toISOString(),
      refresh: "refresh-1",
      apiUrl,
      shop: { name: "Fern & Flax" },
      presence: presence(portal),
      customer: portal.customer,
      contactUrl: portal.shop + "/pages/contact",
    }),
  conversation: (portal, { after = 0 }) => {
    const messages = portal.messages.filter(({ seq }) => seq > Number(after)).slice(0, 100);
    const last = portal.messages[portal.messages.length - 1];
    const conversation = last
      ? {
          id: "talk-1",
          status: "open",
          lastSeq: last.seq,
          lastVisible: last.visibleSeq,
          teamSeenSeq: 0,
          reachable: portal.reachable,
        }
      : null;
    return ok({ conversation, messages, presence: presence(portal) });
  },
  send: (portal, { clientId, text, attachments }) => {
    const known = portal.messages.find((message) => message.clientId === clientId);
    const pictures = ((attachments as string[] | undefined) ?? []).map(picture);
    return ok({
      message:
        known ??
        newMessage(portal, { text: String(text), clientId: String(clientId), attachments: pictures }),
    });
  },
  address: (portal) => {
    portal.reachable = true;
    return ok({});
  },
  typing: () => ok({}),
  seen: () => ok({}),
  upload: (_portal, { name }) => ok({ ...picture("upload-1"), name: String(name) }),
  lookup: () => ok({ sent: true, expiresInMinutes: 10 }),
  verify: (portal, { code }) => {
    if (code !== CODE) return ok({ verified: false, because: "wrong-code" });
    portal.proven = true;
    portal.orders = [order];
    return ok({ verified: true, orders: portal.orders });
  },
  orders: (portal) => ok({ orders: portal.orders, proven: portal.proven }),
  returnable: () => ok(returnable),
  estimate: () =>
    ok({ items: euros(6800), tax: euros(0), fee: euros(495), total: euros(6305), to: "Visa 4242" }),
  return: (portal) => {
    newMessage(portal, { from: "system", text: "", card: { kind: "return", return: requestedReturn } });
    return ok({ requested: true, return: requestedReturn });
  },
};

const picture = (id: string): Picture => ({
  id,
  url: "/picture.png",
  name: "leaf.png",
  width: 64,
  height: 48,
});

const presence = ({ open }: FakePortal) =>
  open
    ? { open, line: "We answer here until 18:00, usually within 6 min" }
    : { open, line: "We are closed until Monday, 9:00. Leave a message and we mail you." };

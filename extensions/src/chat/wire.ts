/** What travels between the widget and the app: the portal's contract, as types. */

export type Money = { minor: number; currency: string; text: string };

export type Picture = { id: string; url: string; name: string; width: number; height: number };

export type ReturnCard = {
  id: string;
  stage: "requested" | "approved" | "declined" | "received" | "refunded" | "cancelled" | "closed";
  line: string;
  total: Money | null;
  at: string;
};

export type OrderLine = { title: string; variant: string | null; quantity: number; image: string | null };

export type OrderCard = {
  id: string;
  name: string;
  placedAt: string;
  status: string;
  /** 0 ordered, 1 shipped, 2 on its way, 3 delivered. */
  step: 0 | 1 | 2 | 3;
  arrival: string | null;
  lateDays: number;
  tracking: { carrier: string; number: string; url: string | null } | null;
  total: string;
  lines: OrderLine[];
  action: { kind: "track" | "return"; label: string } | null;
  returns: ReturnCard[];
};

export type Card =
  | { kind: "order"; order: OrderCard }
  | { kind: "return"; return: ReturnCard }
  | { kind: "survey"; url: string };

export type Message = {
  id: string;
  seq: number;
  /** 1, 2, 3, ... without a hole over what the shopper may see. */
  visibleSeq: number;
  from: "shopper" | "agent" | "assistant" | "system";
  name: string | null;
  text: string;
  at: string;
  clientId?: string;
  attachments: Picture[];
  card?: Card;
};

export type Presence = { open: boolean; line: string };

export type Session = {
  token: string;
  expiresAt: string;
  refresh: string;
  apiUrl: string;
  shop: { name: string };
  presence: Presence;
  customer: { name: string } | null;
  contactUrl: string;
};

export type Conversation = {
  id: string;
  status: "open" | "waiting" | "snoozed" | "closed";
  lastSeq: number;
  lastVisible: number;
  teamSeenSeq: number;
  /** Whether the team knows where to mail an answer. */
  reachable: boolean;
};

export type ReturnableLine = {
  id: string;
  title: string;
  variant: string | null;
  image: string | null;
  quantity: number;
  price: Money;
  eligible: boolean;
  message: string | null;
};

export type Reason = { handle: string; label: string; photo: "off" | "optional" | "required" };

export type Returnable = {
  order: { id: string; name: string };
  lines: ReturnableLine[];
  reasons: Reason[];
  policy: string;
};

export type Estimate = { items: Money; tax: Money; fee: Money; total: Money; to: string };

export type PickedLine = { id: string; quantity: number; reason: string };

export type Verified =
  { verified: true; orders: OrderCard[] } | { verified: false; because: "wrong-code" | "expired" | "locked" };

export type Requested =
  { requested: true; return: ReturnCard } | { requested: false; because: string; message: string };

/** Every endpoint that takes the visitor's token: what is asked, what is answered. */
export type Calls = {
  conversation: {
    ask: { after?: number };
    answer: { conversation: Conversation | null; messages: Message[]; presence: Presence };
  };
  send: { ask: { clientId: string; text: string; attachments?: string[] }; answer: { message: Message } };
  typing: { ask: { typing: boolean }; answer: object };
  seen: { ask: { visibleSeq: number }; answer: object };
  address: { ask: { email: string }; answer: object };
  lookup: { ask: { order: string; email: string }; answer: { sent: true; expiresInMinutes: number } };
  verify: { ask: { code: string }; answer: Verified };
  orders: { ask: object; answer: { orders: OrderCard[]; proven: boolean } };
  returnable: { ask: { orderId: string }; answer: Returnable };
  estimate: { ask: { orderId: string; lines: PickedLine[] }; answer: Estimate };
  return: {
    ask: { clientId: string; orderId: string; lines: PickedLine[]; note?: string; attachments?: string[] };
    answer: Requested;
  };
};

/** Why a call brought nothing. `down` covers no network, no server and an answer that is not ours. */
export type Refusal = {
  ok: false;
  because: "down" | "slow-down" | "refused";
  message: string;
  seconds: number;
};

export type Answer<T> = { ok: true; value: T } | Refusal;

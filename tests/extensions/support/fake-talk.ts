import type { Message, OrderCard } from "../../../extensions/src/chat/wire.ts";

/** A call's body, whatever it holds. */
export type Asked = Record<string, unknown>;

/** How the world is broken right now. `direct` is the app's own address, `proxy` the way through the shop. */
export type Weather = {
  direct: "up" | "down";
  proxy: "up" | "down";
  stream: "up" | "refused" | "silent";
  /** Seconds every call is told to wait; 0 for none. */
  slow: number;
  /** Send answers get lost on the way back: the message is taken in, the widget does not hear so. */
  loseSends: boolean;
};

export type FakePortal = {
  /** The storefront's address: the page, the assets and the app proxy. */
  shop: string;
  weather: Weather;
  /** Every call that arrived, oldest first. */
  calls: { name: string; body: Asked; way: Way }[];
  messages: Message[];
  orders: OrderCard[];
  proven: boolean;
  open: boolean;
  /** Whether the team knows where to mail an answer. */
  reachable: boolean;
  customer: { name: string } | null;
  /** Says something as the team; `quietly` leaves out the news on the stream, as a lost packet would. */
  say(text: string, more?: Partial<Message> & { quietly?: boolean }): Message;
  tell(event: string, data: object): void;
  expireTokens(): void;
  streams(): number;
  /** Ends every stream, as a server does that restarts. */
  hangUp(): void;
  reset(): void;
  close(): Promise<void>;
};

export type Way = "direct" | "proxy";

export const fineWeather = (): Weather => ({
  direct: "up",
  proxy: "up",
  stream: "up",
  slow: 0,
  loseSends: false,
});

/** Adds a message as the conversation's next; a note in between takes a `seq` but no `visibleSeq`. */
export function newMessage(portal: FakePortal, message: Partial<Message> & { text: string }): Message {
  const visibleSeq = portal.messages.length + 1;
  const complete: Message = {
    id: "message-" + visibleSeq,
    seq: visibleSeq * 2,
    visibleSeq,
    from: "shopper",
    name: null,
    at: new Date(Date.now() - 1000).toISOString(),
    attachments: [],
    ...message,
  };
  portal.messages.push(complete);
  return complete;
}

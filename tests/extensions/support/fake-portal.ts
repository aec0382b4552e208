import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Message, OrderCard } from "../../../extensions/src/chat/wire.ts";
import { answers, type Asked } from "./fake-answers.ts";

/** How the world is broken right now. `direct` is the app's own address, `proxy` the way through the shop. */
export type Weather = {
  direct: "up" | "down";
  proxy: "up" | "down";
  stream: "up" | "refused" | "silent";
  slow: number;
};

export type FakePortal = {
  /** The storefront's address: the page, the assets and the app proxy. */
  shop: string;
  weather: Weather;
  /** Every call that arrived, oldest first. */
  calls: { name: string; body: Asked; way: "direct" | "proxy" }[];
  messages: Message[];
  orders: OrderCard[];
  proven: boolean;
  open: boolean;
  customer: { name: string } | null;
  /** Says something as the team; `quietly` leaves out the news on the stream, as a lost packet would. */
  say(text: string, more?: Partial<Message> & { quietly?: boolean }): Message;
  tell(event: string, data: object): void;
  expireTokens(): void;
  streams(): number;
  close(): Promise<void>;
};

type Site = (path: string) => { type: string; body: string | Buffer; csp?: string } | null;

/** A small portal that keeps the contract's promises, for the widget alone: the real one has its own journeys. */
export async function fakePortal(site: Site): Promise<FakePortal> {
  const open = new Set<ServerResponse>();
  const state = { tokens: 1, now: Date.parse("2026-11-22T09:00:00Z") };
  const portal: FakePortal = {
    shop: "",
    weather: { direct: "up", proxy: "up", stream: "up", slow: 0 },
    calls: [],
    messages: [],
    orders: [],
    proven: false,
    open: true,
    customer: null,
    say(text, { quietly, ...more } = {}) {
      const message = newMessage(portal, { from: "agent", name: "Iris", text, ...more });
      if (!quietly) portal.tell("message", { visibleSeq: message.visibleSeq });
      return message;
    },
    tell(event, data) {
      for (const stream of open) stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    expireTokens() {
      state.tokens++;
    },
    streams: () => open.size,
    async close() {
      for (const stream of open) stream.end();
      await Promise.all([closed(direct), closed(store)]);
    },
  };

  const answer = async (name: string, request: IncomingMessage, way: "direct" | "proxy") => {
    const body = await read(request);
    portal.calls.push({ name, body, way });
    if (portal.weather.slow > 0) return { status: 429, body: { error: "slow-down", message: "Slow down" } };
    if (name !== "session" && body.token !== "token-" + state.tokens) {
      return { status: 401, body: { error: "expired", message: "" } };
    }
    const act = answers[name];
    if (!act || (name === "session" && way === "direct"))
      return { status: 404, body: { error: "not-found" } };
    return act(portal, body, { token: "token-" + state.tokens, apiUrl: address(direct) });
  };

  const direct = createServer((request, response) => {
    if (portal.weather.direct === "down") return void request.socket.destroy();
    const headers = { "Access-Control-Allow-Origin": portal.shop, Vary: "Origin" };
    if (request.method === "OPTIONS") {
      const allowed = {
        "Access-Control-Allow-Headers": "content-type, authorization",
        "Access-Control-Max-Age": "0",
      };
      return void response.writeHead(204, { ...headers, ...allowed }).end();
    }
    if (request.url === "/portal/live") return live(request, response, headers);
    void answer((request.url ?? "").replace("/portal/", ""), request, "direct").then(({ status, body }) =>
      json(response, { status, body, headers: { ...headers, "Retry-After": String(portal.weather.slow) } }),
    );
  });
  const live = (request: IncomingMessage, response: ServerResponse, headers: Record<string, string>) => {
    const { stream } = portal.weather;
    if (stream === "refused") return void response.writeHead(404, headers).end();
    if (request.headers.authorization !== "Bearer token-" + state.tokens) {
      return void response.writeHead(401, headers).end();
    }
    response.writeHead(200, { ...headers, "Content-Type": "text/event-stream" });
    open.add(response);
    response.on("close", () => open.delete(response));
    response.write(stream === "silent" ? "" : "event: hello\ndata: {}\n\n");
  };
  const store = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://shop").pathname;
    if (path.startsWith("/apps/goodturn/")) {
      if (portal.weather.proxy === "down") {
        return void response.writeHead(503, { "Content-Type": "text/html" }).end("<h1>Unavailable</h1>");
      }
      return void answer(path.replace("/apps/goodturn/", ""), request, "proxy").then(({ status, body }) =>
        json(response, { status, body, headers: { "Retry-After": String(portal.weather.slow) } }),
      );
    }
    const page = site(path);
    if (!page) return void response.writeHead(404).end();
    const csp = page.csp?.replace("APP", address(direct));
    response.writeHead(200, {
      "Content-Type": page.type,
      ...(csp ? { "Content-Security-Policy": csp } : {}),
    });
    response.end(page.body);
  });

  await Promise.all([listening(direct), listening(store)]);
  portal.shop = address(store);
  return portal;
}

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

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("latin1");
  if (!request.headers["content-type"]?.startsWith("multipart/")) return JSON.parse(text || "{}") as Asked;
  return {
    token: /name="token"\r\n\r\n([^\r]+)/.exec(text)?.[1] ?? "",
    name: /filename="([^"]+)"/.exec(text)?.[1] ?? "",
  };
}

type Reply = { status: number; body: object; headers: Record<string, string> };

function json(response: ServerResponse, { status, body, headers }: Reply): void {
  response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(body));
}

const address = (server: Server) => "http://localhost:" + (server.address() as AddressInfo).port;
const listening = (server: Server) => new Promise<void>((done) => server.listen(0, done));
const closed = (server: Server) =>
  new Promise<void>((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answers } from "./fake-answers.ts";
import { fineWeather, newMessage, type Asked, type FakePortal, type Way } from "./fake-talk.ts";

type Page = { type: string; body: string | Buffer; csp?: string };
type Site = (path: string) => Page | null;
type Inside = { portal: FakePortal; streams: Set<ServerResponse>; token(): string; direct: Server };

/** A small portal that keeps the contract's promises, for the widget alone: the real one has its own journeys. */
export async function fakePortal(site: Site): Promise<FakePortal> {
  let tokens = 1;
  const streams = new Set<ServerResponse>();
  const direct = createServer((request, response) => straight(inside, request, response));
  const store = createServer((request, response) => throughShop({ ...inside, site }, request, response));
  const portal: FakePortal = {
    shop: "",
    ...fresh(),
    say(text, { quietly, ...more } = {}) {
      const message = newMessage(portal, { from: "agent", name: "Iris", text, ...more });
      if (!quietly) portal.tell("message", { visibleSeq: message.visibleSeq });
      return message;
    },
    tell(event, data) {
      for (const stream of streams) stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    expireTokens: () => void tokens++,
    streams: () => streams.size,
    hangUp() {
      for (const stream of streams) stream.end();
    },
    reset: () => void Object.assign(portal, fresh()),
    async close() {
      portal.hangUp();
      await Promise.all([closed(direct), closed(store)]);
    },
  };
  const inside: Inside = { portal, streams, direct, token: () => "token-" + tokens };
  await Promise.all([listening(direct), listening(store)]);
  portal.shop = address(store);
  return portal;
}

const fresh = () => ({
  weather: fineWeather(),
  calls: [],
  messages: [],
  orders: [],
  proven: false,
  open: true,
  reachable: false,
  customer: null,
});

/** The app's own address: across origins, so CORS is decided as in production. */
function straight(inside: Inside, request: IncomingMessage, response: ServerResponse): void {
  const { portal } = inside;
  if (portal.weather.direct === "down") return void request.socket.destroy();
  response.setHeader("Access-Control-Allow-Origin", portal.shop);
  response.setHeader("Access-Control-Allow-Headers", "content-type, authorization");
  response.setHeader("Access-Control-Expose-Headers", "retry-after");
  if (request.method === "OPTIONS") return void response.writeHead(204).end();
  if (request.url === "/portal/live") return live(inside, request, response);
  void answer(
    inside,
    { name: (request.url ?? "").replace("/portal/", ""), way: "direct", request },
    response,
  );
}

/** The shop's own address: pages, assets, and the app proxy, which answers with a page of its own when we are down. */
function throughShop(
  { site, ...inside }: Inside & { site: Site },
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const path = new URL(request.url ?? "/", "http://shop").pathname;
  if (path.startsWith("/apps/goodturn/")) {
    if (inside.portal.weather.proxy === "down") {
      return void response.writeHead(503, { "Content-Type": "text/html" }).end("<h1>Unavailable</h1>");
    }
    return void answer(
      inside,
      { name: path.replace("/apps/goodturn/", ""), way: "proxy", request },
      response,
    );
  }
  const page = site(path);
  if (!page) return void response.writeHead(404).end();
  if (page.csp) {
    response.setHeader("Content-Security-Policy", page.csp.replaceAll("APP", address(inside.direct)));
  }
  response.writeHead(200, { "Content-Type": page.type }).end(page.body);
}

function live({ portal, streams, token }: Inside, request: IncomingMessage, response: ServerResponse): void {
  const { stream } = portal.weather;
  if (stream === "refused") return void response.writeHead(404).end();
  if (request.headers.authorization !== "Bearer " + token()) return void response.writeHead(401).end();
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  response.flushHeaders();
  if (stream === "silent") return;
  streams.add(response);
  response.on("close", () => streams.delete(response));
  response.write("event: hello\ndata: {}\n\n");
}

type Call = { name: string; way: Way; request: IncomingMessage };

async function answer(
  { portal, token, direct }: Inside,
  call: Call,
  response: ServerResponse,
): Promise<void> {
  const { name, way, request } = call;
  const body = await read(request);
  portal.calls.push({ name, body, way });
  const { status, body: said } = judged();
  if (name === "send" && portal.weather.loseSends) return void request.socket.destroy();
  if (status === 429) response.setHeader("Retry-After", String(portal.weather.slow));
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(said));

  function judged(): { status: number; body: object } {
    if (portal.weather.slow > 0) return { status: 429, body: { error: "slow-down", message: "Slow down" } };
    if (name !== "session" && body["token"] !== token()) return { status: 401, body: { error: "expired" } };
    const act = answers[name];
    if (!act || (name === "session" && way === "direct"))
      return { status: 404, body: { error: "not-found" } };
    return act(portal, body, { token: token(), apiUrl: address(direct) });
  }
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  if (!request.headers["content-type"]?.startsWith("multipart/")) return JSON.parse(text || "{}") as Asked;
  return {
    token: /name="token"\r\n\r\n([^\r]+)/.exec(text)?.[1] ?? "",
    name: /filename="([^"]+)"/.exec(text)?.[1] ?? "",
  };
}

const address = (server: Server) => "http://localhost:" + (server.address() as AddressInfo).port;
const listening = (server: Server) => new Promise<void>((done) => server.listen(0, done));
const closed = (server: Server) =>
  new Promise<void>((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });

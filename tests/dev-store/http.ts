import { createServer } from "node:http";
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request, with its body read. */
export type Ask = {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly cookies: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly params: Readonly<Record<string, string>>;
  readonly raw: { readonly request: IncomingMessage; readonly response: ServerResponse };
};

/** What is sent back; `sent` when the handler wrote to the raw response itself. */
export type Answer =
  | "sent"
  | { status?: number; headers?: Record<string, string | string[]>; body?: string | Buffer | Uint8Array };

export type Handler = (ask: Ask) => Answer | Promise<Answer>;
export type Route = { readonly method: string; readonly path: string; readonly handle: Handler };
export type Listening = { readonly url: string; readonly port: number; close(): Promise<void> };

/**
 * Where a caller sits. Here everybody sits at one machine: who plays somebody elsewhere says so at the end of their
 * browser's name, the one header that a page's own requests carry without being asked for it.
 */
export function addressOf({ headers, socket }: IncomingMessage): string {
  const [, said] = / From\/([\d.]+)$/.exec(headers["user-agent"] ?? "") ?? [];
  return said ?? socket.remoteAddress ?? "127.0.0.1";
}

export const html = (body: string, status = 200, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store", ...headers },
  body,
});

export const json = (value: unknown, status = 200, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8", ...headers },
  body: JSON.stringify(value),
});

export const text = (body: string, status = 200): Answer => ({
  status,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body,
});

export const redirect = (to: string, headers: Record<string, string> = {}): Answer => ({
  status: 303,
  headers: { location: to, ...headers },
});

/** What a file is, by its name. */
export function contentType(file: string): string {
  return types[file.split(".").at(-1) ?? ""] ?? "application/octet-stream";
}

const types: Record<string, string> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  wasm: "application/wasm",
};

/** The fields of a form or a JSON body, whichever was sent. */
export function fields(ask: Ask): Record<string, string> {
  const sent = ask.body.toString("utf8");
  if (!String(ask.headers["content-type"]).includes("json"))
    return Object.fromEntries(new URLSearchParams(sent));
  const parsed: unknown = JSON.parse(sent || "{}");
  return Object.fromEntries(Object.entries(parsed as object).map(([key, value]) => [key, String(value)]));
}

/** A port somebody else holds: `message` names it and says what to do. */
export class PortTaken extends Error {
  constructor(what: string, port: number) {
    super(
      `Port ${port} (${what}) is taken: stop what runs there (ss -ltnp 'sport = :${port}'), then start again.`,
    );
  }
}

/** Starts a server on this machine alone; port 0 takes any free one. Rejects with PortTaken. */
export function listen(what: string, port: number, server: Server): Promise<Listening> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? new PortTaken(what, port) : error),
    );
    server.listen(port, "127.0.0.1", () => {
      const bound = (server.address() as AddressInfo).port;
      resolve({ url: `http://localhost:${bound}`, port: bound, close: () => closed(server) });
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** A server for plain requests: reads the body, finds the route, sends its answer. */
export function serverFor(handle: Handler): Server {
  return createServer((request, response) => {
    void answer(handle, request, response);
  });
}

async function answer(handle: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    send(response, await handle(await askOf(request, response)));
  } catch (error) {
    if (request.destroyed || response.headersSent) return void response.destroy();
    const trouble = error instanceof Error ? (error.stack ?? error.message) : String(error);
    send(response, text(`The stand-in store stumbled:\n${trouble}`, 500));
  }
}

async function askOf(request: IncomingMessage, response: ServerResponse): Promise<Ask> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return {
    method: request.method ?? "GET",
    url: new URL(request.url ?? "/", `http://${request.headers.host ?? "localhost"}`),
    headers: request.headers,
    cookies: cookiesOf(request.headers.cookie ?? ""),
    body: Buffer.concat(chunks),
    params: {},
    raw: { request, response },
  };
}

function send(response: ServerResponse, what: Answer): void {
  if (what === "sent") return;
  response.writeHead(what.status ?? 200, what.headers ?? {});
  response.end(what.body ?? "");
}

function cookiesOf(header: string): Record<string, string> {
  const pairs = header.split(";").map((pair) => pair.trim().split("="));
  return Object.fromEntries(
    pairs.filter(([name]) => name).map(([name, ...rest]) => [name, decode(rest.join("="))]),
  );
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** The first route that fits; `:name` takes one part of the path, a final `*` the rest. */
export function router(routes: readonly Route[], otherwise: Handler): Handler {
  const known = routes.map((route) => ({ ...route, pattern: patternOf(route.path) }));
  return (ask) => {
    for (const { method, pattern, handle } of known) {
      const found = method === ask.method || method === "*" ? pattern.exec(ask.url.pathname) : null;
      if (found) return handle({ ...ask, params: decoded(found.groups ?? {}) });
    }
    return otherwise(ask);
  };
}

function patternOf(path: string): RegExp {
  const source = path
    .replace(/[.]/g, "\\.")
    .replace(/\/\*$/, "(?<rest>/.*)?")
    .replace(/:([a-z]+)/gi, "(?<$1>[^/]+)");
  return new RegExp(`^${source}$`);
}

function decoded(groups: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decode(value ?? "")]));
}

import { createServer, request as askApp } from "node:http";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { Transform } from "node:stream";
import type { TransformCallback } from "node:stream";
import { addressOf, listen } from "./http.ts";
import type { Listening } from "./http.ts";

const cdn = "https://cdn.shopify.com";
const bridge = "/shopifycloud/app-bridge.js";

export type TunnelTerms = {
  readonly port: number;
  /** Where the app listens, read at each request. */
  app(): string;
  /** The stand-in admin, which serves App Bridge and frames the app. */
  readonly adminUrl: string;
};

/**
 * Plays the part of Shopify's command line: forwards everything to the app, both directions as a stream, and
 * changes two things only: the address of the App Bridge script (in HTML, and where headers allow or preload it)
 * and `frame-ancestors`, so that the local admin may frame the app.
 */
export function startTunnel(terms: TunnelTerms): Promise<Listening> {
  return listen(
    "the app's address",
    terms.port,
    createServer((from, to) => forward(terms, from, to)),
  );
}

function forward(terms: TunnelTerms, from: IncomingMessage, to: ServerResponse): void {
  const target = new URL(terms.app());
  const onward = askApp({
    host: target.hostname,
    port: target.port,
    method: from.method,
    path: from.url,
    headers: forwardedHeaders(from),
  });
  onward.once("response", (answer) => passBack(terms, answer, to));
  onward.once("error", () => (to.headersSent ? to.destroy() : notThere(from, to, target)));
  from.once("error", () => onward.destroy());
  to.once("close", () => onward.destroy());
  from.pipe(onward);
}

function forwardedHeaders(from: IncomingMessage): IncomingHttpHeaders {
  const headers: IncomingHttpHeaders = {
    ...from.headers,
    "x-forwarded-for": addressOf(from),
    "x-forwarded-host": from.headers.host ?? "",
    "x-forwarded-proto": "http",
  };
  // A page has to be read to exchange the script's address, so it must come uncompressed.
  if (headers.accept?.includes("text/html")) headers["accept-encoding"] = "identity";
  return headers;
}

function passBack(terms: TunnelTerms, answer: IncomingMessage, to: ServerResponse): void {
  const headers: IncomingHttpHeaders = { ...answer.headers };
  const policy = headers["content-security-policy"];
  if (policy) headers["content-security-policy"] = localPolicy(String(policy), terms.adminUrl);
  if (headers.link) headers.link = String(headers.link).replaceAll(cdn + bridge, terms.adminUrl + bridge);

  const isPage = headers["content-type"]?.includes("text/html") && !headers["content-encoding"];
  if (isPage) delete headers["content-length"];
  to.writeHead(answer.statusCode ?? 502, headers);
  to.flushHeaders();
  answer.once("error", () => to.destroy());
  if (isPage) answer.pipe(new Exchange(cdn + bridge, terms.adminUrl + bridge)).pipe(to);
  else answer.pipe(to);
}

/** Lets the local admin frame the page and serve the script; every other directive stays. */
export function localPolicy(policy: string, adminUrl: string): string {
  return policy
    .split(";")
    .map((directive) => {
      if (/^\s*frame-ancestors\s/.test(directive))
        return directive.replace("https://admin.shopify.com", adminUrl);
      return directive.replaceAll(cdn, `${cdn} ${adminUrl}`);
    })
    .join(";");
}

/** Replaces a text in a stream, also where a chunk ends in the middle of it, holding back no more than needed. */
class Exchange extends Transform {
  readonly #from: Buffer;
  readonly #to: Buffer;
  #held: Buffer = Buffer.alloc(0);

  constructor(from: string, to: string) {
    super();
    this.#from = Buffer.from(from);
    this.#to = Buffer.from(to);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    let rest = Buffer.concat([this.#held, chunk]);
    for (let at = rest.indexOf(this.#from); at >= 0; at = rest.indexOf(this.#from)) {
      this.push(Buffer.concat([rest.subarray(0, at), this.#to]));
      rest = rest.subarray(at + this.#from.length);
    }
    const keep = this.#beginningAtEndOf(rest);
    this.#held = rest.subarray(rest.length - keep);
    if (rest.length > keep) this.push(rest.subarray(0, rest.length - keep));
    done();
  }

  override _flush(done: TransformCallback): void {
    done(null, this.#held);
  }

  /** How many bytes at the end could be the beginning of the text looked for. */
  #beginningAtEndOf(rest: Buffer): number {
    for (let size = Math.min(this.#from.length - 1, rest.length); size > 0; size -= 1) {
      if (rest.subarray(rest.length - size).equals(this.#from.subarray(0, size))) return size;
    }
    return 0;
  }
}

function notThere(from: IncomingMessage, to: ServerResponse, target: URL): void {
  const page = from.headers.accept?.includes("text/html") ?? false;
  to.writeHead(502, { "content-type": page ? "text/html; charset=utf-8" : "text/plain; charset=utf-8" });
  to.end(page ? waitingPage(target) : `The app does not answer at ${target.origin}.`);
}

function waitingPage(target: URL): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<title>Waiting for the app</title>
<body style="font:15px/1.6 system-ui;margin:15vh auto;max-width:34rem;padding:0 1.5rem;color:#303030">
<h1 style="font-size:1.3rem">The app is not there yet</h1>
<p>Nothing answers at <b>${target.origin}</b>. Either it is still starting, or it has stopped: the terminal that
runs it says which. This page tries again every two seconds.</p></body></html>`;
}

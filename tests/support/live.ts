import type { AddressInfo } from "node:net";

import express, { type RequestHandler } from "express";

export type Heard = { readonly event: string; readonly data: Record<string, unknown> };
export type Ear = {
  readonly status: number;
  readonly headers: Headers;
  readonly heard: Heard[];
  /** Waits until an event like this was heard; fails after some seconds. */
  until(event: string, like?: (data: Record<string, unknown>) => boolean): Promise<Heard>;
  /** Resolves when the server ends the stream. */
  readonly ended: Promise<void>;
  close(): void;
};

/** A real HTTP server with this handler on a free port. */
export async function serve(path: string, handler: RequestHandler) {
  const app = express();
  app.get(path, handler);
  app.options(path, handler);
  const server = app.listen(0);
  await new Promise((resolve) => server.once("listening", resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}${path}`;
  return {
    url,
    close: () => (server.closeAllConnections(), new Promise((resolve) => server.close(resolve))),
  };
}

/** Listens to a stream of events as a browser does with fetch. */
export async function listenTo(url: string, headers: Record<string, string>): Promise<Ear> {
  const abort = new AbortController();
  const response = await fetch(url, { headers, signal: abort.signal });
  const heard: Heard[] = [];
  const ended = read(response, heard).catch(() => undefined);
  const until: Ear["until"] = async (event, like = () => true) => {
    const deadline = performance.now() + 8_000;
    for (;;) {
      const found = heard.find((one) => one.event === event && like(one.data));
      if (found) return found;
      if (performance.now() > deadline)
        throw new Error(`Not heard: ${event}; heard ${JSON.stringify(heard)}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  return {
    status: response.status,
    headers: response.headers,
    heard,
    until,
    ended,
    close: () => abort.abort(),
  };
}

async function read(response: Response, heard: Heard[]): Promise<void> {
  let rest = "";
  for await (const part of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + part).split("\n\n");
    rest = blocks.pop() ?? "";
    heard.push(...blocks.flatMap(parse));
  }
}

function parse(block: string): Heard[] {
  if (block.startsWith(":")) return [{ event: "beat", data: {} }];
  const [, event, data] = /^event: (.+)\ndata: (.+)$/.exec(block) ?? [];
  return event && data ? [{ event, data: JSON.parse(data) as Record<string, unknown> }] : [];
}

import { createServer } from "node:http";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { listen } from "../http.ts";

export type Received = { method: string; path: string; headers: IncomingHttpHeaders; body: string };
export type Receiver = { url: string; received: Received[]; close(): Promise<void> };

/** An app that notes what it is sent and answers as told; 200 with nothing when it is not told. */
export async function startReceiver(
  answer: (response: ServerResponse, request: Received, count: number) => void = (response) => response.end(),
): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = "", url = "", headers } = request;
    const noted = { method, path: url, headers, body: Buffer.concat(chunks).toString("utf8") };
    received.push(noted);
    answer(response, noted, received.length);
  });
  const { url, close } = await listen("a test's app", 0, server);
  return { url, received, close };
}

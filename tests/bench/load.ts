import net from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** Plain HTTP over a few kept connections, written by hand: the load must cost less than what it measures. */
export type Load = {
  /** Sends all of them as fast as the answers come; gives the seconds that took. */
  burst(requests: readonly Buffer[]): Promise<number>;
  /** Sends them at a steady pace; gives each one's milliseconds from when it was due. */
  steady(requests: readonly Buffer[], perSecond: number): Promise<number[]>;
  close(): void;
};

const CONNECTIONS = 32;
const END = Buffer.from("\r\n\r\n");

/** @throws Error (from the sending) for any answer but 200 without a body */
export async function openLoad(url: string): Promise<Load> {
  const { hostname, port } = new URL(url);
  const lines = await Promise.all(
    Array.from({ length: CONNECTIONS }, () => openLine(hostname, Number(port))),
  );
  return {
    burst: async (requests) => {
      const since = performance.now();
      let next = 0;
      const drain = async (line: Wire) => {
        for (let request = requests[next++]; request; request = requests[next++]) await line.ask(request);
      };
      await Promise.all(lines.map(drain));
      return (performance.now() - since) / 1_000;
    },
    steady: (requests, perSecond) => steadily(lines, requests, perSecond),
    close: () => lines.forEach((line) => line.close()),
  };
}

/** Late requests wait for a free connection, and their waiting counts: nobody slows down because the server does. */
async function steadily(lines: Wire[], requests: readonly Buffer[], perSecond: number): Promise<number[]> {
  const free = [...lines];
  const due: { request: Buffer; at: number }[] = [];
  const took: number[] = [];
  const answers: Promise<void>[] = [];
  const serve = async (line: Wire) => {
    for (let next = due.shift(); next; next = due.shift()) {
      await line.ask(next.request);
      took.push(performance.now() - next.at);
    }
    free.push(line);
  };
  const since = performance.now();
  for (let sent = 0; sent < requests.length;) {
    const until = Math.min(requests.length, Math.floor(((performance.now() - since) / 1_000) * perSecond));
    for (; sent < until; sent += 1) {
      const request = requests[sent];
      if (request) due.push({ request, at: since + (sent / perSecond) * 1_000 });
      // All take turns: a connection that rests for seconds is closed by its server.
      const line = free.shift();
      if (line) answers.push(serve(line));
    }
    await pause(1);
  }
  await Promise.all(answers);
  return took;
}

type Wire = { ask(request: Buffer): Promise<void>; close(): void };

async function openLine(host: string, port: number): Promise<Wire> {
  const socket = net.connect(port, host).setNoDelay(true);
  await new Promise<void>((done, fail) => socket.once("connect", done).once("error", fail));
  let answered: { done: () => void; fail: (error: Error) => void } | null = null;
  let rest = Buffer.alloc(0);
  socket.on("data", (part) => {
    rest = rest.length > 0 ? Buffer.concat([rest, part]) : part;
    if (rest.indexOf(END) < 0) return;
    const answer = rest.toString("latin1");
    rest = Buffer.alloc(0);
    const isPlain = answer.startsWith("HTTP/1.1 200 ") && /\r\ncontent-length: 0\r\n/i.test(answer);
    if (isPlain) answered?.done();
    else answered?.fail(new Error(`Answered: ${answer.slice(0, 300)}`));
  });
  socket.on("close", () => answered?.fail(new Error("The server closed a connection")));
  socket.on("error", (error) => answered?.fail(error));
  return {
    ask: (request) =>
      new Promise((done, fail) => {
        if (socket.destroyed) return fail(new Error("The server had closed a connection"));
        answered = { done, fail };
        socket.write(request);
      }),
    close: () => void socket.destroy(),
  };
}

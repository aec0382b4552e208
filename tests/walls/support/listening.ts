import net from "node:net";
import pg from "pg";

export type Statement = { readonly text: string; readonly values: unknown[] };

/** Does the work and writes down every statement that this process sends to PostgreSQL meanwhile. */
export async function statementsOf(work: () => Promise<unknown>): Promise<Statement[]> {
  const heard: Statement[] = [];
  const own = pg.Client.prototype.query as (this: pg.Client, ...words: unknown[]) => unknown;
  const listening = function (this: pg.Client, ...words: unknown[]): unknown {
    const [said, values] = words;
    const text = typeof said === "string" ? said : ((said as { text?: string }).text ?? "");
    heard.push({ text, values: Array.isArray(values) ? (values as unknown[]) : [] });
    return own.apply(this, words);
  };
  pg.Client.prototype.query = listening as typeof pg.Client.prototype.query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = own as typeof pg.Client.prototype.query;
  }
  return heard;
}

export type Wire = {
  readonly url: string;
  /** How often something was sent after an answer came, over all connections: the round trips. */
  readonly trips: () => number;
  close(): Promise<void>;
};

/** A wire to the database at `url` that counts round trips; each takes `delayMs` longer. */
export async function wireTo(url: string, delayMs = 0): Promise<Wire> {
  const { hostname, port } = new URL(url);
  let trips = 0;
  const sockets = new Set<net.Socket>();
  const server = net.createServer((near) => {
    const far = net.connect(Number(port), hostname);
    let answered = true;
    near.setNoDelay(true).on("data", (part) => {
      if (answered) trips += 1;
      answered = false;
      setTimeout(() => far.write(part), delayMs);
    });
    far.setNoDelay(true).on("data", (part) => {
      answered = true;
      near.write(part);
    });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on("close", () => (sockets.delete(one), other.destroy())).on("error", () => other.destroy());
    }
  });
  await new Promise<void>((ready) => server.listen(0, "localhost", ready));
  const own = new URL(url);
  own.hostname = "localhost";
  own.port = String((server.address() as net.AddressInfo).port);
  return {
    url: own.href,
    trips: () => trips,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

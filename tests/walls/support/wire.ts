import net from "node:net";

type Wire = {
  readonly url: string;
  /** How often something was sent after an answer came, over all connections: the round trips. */
  readonly trips: () => number;
  close(): Promise<void>;
};

/** A wire to the database at `url` that counts round trips; each takes `delayMs` longer. */
async function wireTo(url: string, delayMs: number): Promise<Wire> {
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

/** Import this before anything of the app: from here on it reaches the database over a counted wire. */
export const wire = await wireTo(process.env["DATABASE_URL"] ?? "", 1);
process.env["DATABASE_URL"] = wire.url;

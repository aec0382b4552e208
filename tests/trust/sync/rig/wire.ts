import net from "node:net";

/** A wire to the database that can be slow, cut, or swallow everything. */
export type Wire = {
  /** Milliseconds that each packet takes, either way. */
  delay: number;
  /** Swallows whatever is sent, either way, and says nothing. */
  black: boolean;
  /** The most connections that were held at a time. */
  readonly most: () => number;
  /** Cuts what is connected now. */
  readonly cut: () => void;
  readonly url: string;
  readonly close: () => Promise<void>;
};

/** Lays a wire to this PostgreSQL. */
export async function layWire(database: string): Promise<Wire> {
  const target = new URL(database);
  const pairs = new Set<[net.Socket, net.Socket]>();
  let most = 0;
  const server = net.createServer((near) => {
    const far = net.connect(Number(target.port), target.hostname);
    const pair: [net.Socket, net.Socket] = [near, far];
    pairs.add(pair);
    most = Math.max(most, pairs.size);
    carry(near, far);
    carry(far, near);
    const end = () => {
      pairs.delete(pair);
      pair.forEach((socket) => socket.destroy());
    };
    // Whoever hangs up holds no connection any more, however long the goodbye takes.
    near.once("end", () => pairs.delete(pair));
    for (const socket of pair) socket.once("close", end).on("error", () => {});
  });
  const carry = (from: net.Socket, to: net.Socket) =>
    from.on("data", (bytes) => {
      if (wire.black) return;
      if (wire.delay === 0) to.write(bytes);
      else setTimeout(() => !to.destroyed && to.write(bytes), wire.delay);
    });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const url = new URL(database);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as net.AddressInfo).port);
  const cut = () => pairs.forEach((pair) => pair.forEach((socket) => socket.destroy()));
  const wire: Wire = {
    delay: 0,
    black: false,
    most: () => most,
    cut,
    url: url.href,
    close: () => {
      cut();
      return new Promise<void>((done) => server.close(() => done()));
    },
  };
  return wire;
}

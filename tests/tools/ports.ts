import net from "node:net";

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** Whether somebody answers or holds `port`, on any of the addresses that "localhost" may mean. */
export async function isTaken(port: number): Promise<boolean> {
  for (const host of ["127.0.0.1", "::1", "::"]) if (await isHeld(port, host)) return true;
  return false;
}

function isHeld(port: number, host: string): Promise<boolean> {
  return new Promise((answer) => {
    const server = net.createServer();
    server.once("error", (error: NodeJS.ErrnoException) => answer(error.code === "EADDRINUSE"));
    server.listen({ port, host, exclusive: true }, () => server.close(() => answer(false)));
  });
}

/** The first of the bases `from`, `from + 10`, ... whose eight ports are all free. */
export async function freeBlock(from: number): Promise<number> {
  const ports = Array.from({ length: 8 }, (_, index) => from + index);
  const taken = await Promise.all(ports.map(isTaken));
  return taken.includes(true) ? freeBlock(from + 10) : from;
}

import { randomBytes } from "node:crypto";
import path from "node:path";

import { freePort } from "../ports.ts";
import { removeCluster, startPostgres } from "./postgres.ts";
import { root } from "../steps.mjs";

/** An empty PostgreSQL on a free port; `close` leaves nothing of it behind. */
export async function openThrowaway(): Promise<{ url: string; close(): Promise<void> }> {
  const dir = path.join(root, ".data/test", randomBytes(4).toString("hex"));
  const server = await startPostgres({ dir, port: await freePort(), durable: false });
  const close = async () => {
    await server.stop();
    removeCluster(dir);
  };
  return { url: server.url, close };
}

/** Does `work` against an empty PostgreSQL that is gone afterwards. */
export async function withPostgres<Result>(work: (url: string) => Promise<Result>): Promise<Result> {
  const server = await openThrowaway();
  return work(server.url).finally(server.close);
}

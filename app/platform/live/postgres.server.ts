import pg from "pg";

import { database } from "~/platform/db.server";
import { log } from "~/platform/log.server";
import { addressOf } from "~/platform/walls.server";

/** Who is told what a carrier brings; `missed`: the line was broken, so something may have been lost. */
export type Ears = { readonly hear: (notice: string) => void; readonly missed: () => void };

/** Hears the notices of PostgreSQL on one connection, which is renewed when it breaks. Call the answer to end it. */
export async function listenToPostgres({ hear, missed }: Ears): Promise<() => Promise<void>> {
  let connection: pg.Client | undefined;
  let ended = false;

  const connect = async () => {
    const client = new pg.Client({ connectionString: addressOf("no shop"), keepAlive: true });
    client.on("notification", ({ payload }) => hear(payload ?? "{}"));
    client.on("error", (error) => log.warn("The live connection to the database broke", { error }));
    client.on("end", () => {
      if (!ended && connection === client) reconnect();
    });
    await client.connect();
    await client.query("LISTEN live");
    connection = client;
  };
  const reconnect = (attempt = 0) => {
    connection = undefined;
    setTimeout(
      () => {
        if (!ended) connect().then(missed, () => reconnect(attempt + 1));
      },
      Math.min(250 * 2 ** attempt, 4_000),
    );
  };

  await connect();
  return async () => {
    ended = true;
    await connection?.end().catch(() => {});
  };
}

/** Says it over PostgreSQL at once, outside any transaction. */
export async function sayOverPostgres(notices: readonly string[]): Promise<void> {
  await database()
    .$executeRaw`SELECT pg_notify('live', notice) FROM unnest(${[...notices]}::text[]) AS notice`;
}

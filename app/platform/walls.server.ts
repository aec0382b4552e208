import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";

import { env } from "./env.server";
import { RehearsedClient } from "./walls/rehearsed.server";

/** The second wall: the database shows a connection only the rows of the shop that it is set to. */
const ROLE = "goodturn_app";
/** A process that is frozen within a transaction keeps others from its locks for so long, not for ever. */
const IDLE_MS = 30_000;
const EVERY_SHOP = "*";
/** Set to nobody: not one row. */
const NO_SHOP = "";

const scope = new AsyncLocalStorage<string>();

/** Whatever is asked of the database meanwhile sees this shop's rows alone. */
export function withinShop<T>(shopId: string, work: () => PromiseLike<T>): Promise<T> {
  return scope.run(shopId, async () => await work());
}

/** Whatever is asked of the database meanwhile sees all shops: for doors and the worker, never for a desk. */
export function acrossShops<T>(work: () => PromiseLike<T>): Promise<T> {
  return scope.run(EVERY_SHOP, async () => await work());
}

/**
 * DATABASE_URL as the app's own role, which owns nothing and is held by row-level security. A connection that
 * serves no shop (queues, the webhook door, NOTIFY) says whether it may see all of them or no row at all.
 */
export function addressOf(sees: "every shop" | "no shop"): string {
  const url = new URL(env().DATABASE_URL);
  const wishes = [
    `-c role=${ROLE}`,
    `-c idle_in_transaction_session_timeout=${IDLE_MS}`,
    ...(sees === "every shop" ? [`-c app.shop=${EVERY_SHOP}`] : []),
  ];
  const own = url.searchParams.get("options");
  url.searchParams.delete("options");
  // Written out: pg reads a plus sign as itself, and URLSearchParams writes a space as one.
  const options = encodeURIComponent([...(own ? [own] : []), ...wishes].join(" "));
  url.search += `${url.search === "" ? "?" : "&"}options=${options}`;
  return url.href;
}

type Taken = (error: Error | undefined, client: pg.PoolClient | undefined, done: Done) => void;
type Done = (release?: boolean | Error) => void;

/**
 * Connections that are set to the asking shop before they are handed out. Which shop a connection was set to last is
 * remembered; a change is sent ahead of the first question in the same flight, so it costs no round trip.
 */
export class WalledPool extends pg.Pool {
  readonly #setTo = new WeakMap<pg.PoolClient, string>();

  constructor(config: Omit<pg.PoolConfig, "connectionString" | "pipeline">) {
    super({ ...config, connectionString: addressOf("no shop"), pipeline: true, Client: RehearsedClient });
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Taken): void;
  override connect(callback?: Taken): Promise<pg.PoolClient> | void {
    const shop = scope.getStore() ?? NO_SHOP;
    if (!callback) return super.connect().then((client) => this.#turned(client, shop));
    super.connect((error, client, done) => {
      callback(error, client && this.#turned(client, shop), done);
    });
  }

  #turned(client: pg.PoolClient, shop: string): pg.PoolClient {
    if ((this.#setTo.get(client) ?? NO_SHOP) === shop) return client;
    this.#setTo.set(client, shop);
    // A connection of which nobody knows whose it is serves nobody.
    client.query("SELECT set_config('app.shop', $1, false)", [shop]).catch(() => {
      this.#setTo.delete(client);
      (client as unknown as pg.Client).end().catch(() => {});
    });
    return client;
  }
}

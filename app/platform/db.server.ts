import { PrismaPg } from "@prisma/adapter-pg";
import { Prisma, PrismaClient } from "@prisma/client";

import { count } from "./counters.server";
import { log } from "./log.server";
import { acrossShops, WalledPool, withinShop } from "./walls.server";

let opened: ReturnType<typeof open> | undefined;

/** What sees every shop: for reading and single writes, not for transactions (those belong to a desk). */
type Unscoped = Omit<PrismaClient, "$transaction" | "$extends" | "$on">;

/** The unscoped client: for the doors and the worker, before a shop is known. Rooms use `desk.db`. */
export function database(): Unscoped {
  return (opened ??= open()).unscoped;
}

export async function closeDatabase(): Promise<void> {
  const closing = opened;
  opened = undefined;
  await closing?.client.$disconnect();
}

/** One client and one pool for all shops; by itself it sees none of them. */
function open() {
  const pool = new WalledPool({ max: 10, connectionTimeoutMillis: 2_000, statement_timeout: 5_000 });
  pool.on("error", (error) => log.warn("A database connection broke", { error }));
  const client = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: true }) });
  const unscoped = client.$extends({
    name: "every-shop",
    query: { $allOperations: ({ args, query }) => acrossShops(() => query(args)) },
  });
  return { client, pool, unscoped: unscoped as unknown as Unscoped, narrowed: new Map<string, Narrowed>() };
}

/** What the pool's connections do now, and how many requests wait for one. */
export function poolReading(): Record<"used" | "idle" | "waiting", number> {
  const { totalCount = 0, idleCount = 0, waitingCount = 0 } = opened?.pool ?? {};
  return { used: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
}

const keyedByShop = new Set(
  Prisma.dmmf.datamodel.models
    .filter(({ fields }) => fields.some(({ name }) => name === "shopId"))
    .map(({ name }) => name),
);

type Narrowed = ReturnType<typeof narrow>;

/** Shops whose client is kept: to make one takes longer than to ask with it. */
const KEPT = 1_000;

/**
 * Prisma narrowed to one shop: every root operation is pinned to it; the composite keys see to nested ones, and the
 * database itself shows no other shop's row (walls.server).
 */
export function shopDb(shopId: string): Narrowed {
  const { client, narrowed } = (opened ??= open());
  const db = narrowed.get(shopId) ?? narrow(client, shopId);
  // The last one asked for stands last; the first gives way.
  narrowed.delete(shopId);
  narrowed.set(shopId, db);
  if (narrowed.size > KEPT) narrowed.delete(narrowed.keys().next().value ?? "");
  return db;
}

function narrow(client: PrismaClient, shopId: string) {
  return client.$extends({
    name: "one-shop",
    query: {
      $allOperations: ({ model, operation, args, query }) =>
        withinShop(shopId, () =>
          query(model ? pinned({ model, operation, shopId }, args as Arguments) : args),
        ),
    },
  });
}

type Arguments = { where?: Record<string, unknown>; data?: unknown; create?: unknown } | undefined;
type Operation = { model: string; operation: string; shopId: string };

const withoutWhere = new Set(["create", "createMany", "createManyAndReturn"]);

function pinned({ model, operation, shopId }: Operation, args: Arguments): Arguments {
  refuseLookup(operation);
  if (model === "Shop") return { ...args, where: { ...args?.where, id: shopId } };
  if (!keyedByShop.has(model)) throw tripped(`${model} belongs to no shop; a desk may not read it`);
  for (const row of [args?.data, args?.create].flat()) refuseForeign(row, shopId);
  if (withoutWhere.has(operation)) return args;
  refuseForeign(args?.where, shopId);
  return { ...args, where: { ...args?.where, shopId } };
}

/** Prisma answers lookups of the same moment together: two shops' would be asked in one shop's name. */
function refuseLookup(operation: string): void {
  if (operation.startsWith("findUnique")) throw new Error("At a desk use findFirst instead of findUnique");
}

function refuseForeign(row: unknown, shopId: string): void {
  const named = row !== null && typeof row === "object" && "shopId" in row ? row.shopId : undefined;
  if (named !== undefined && named !== shopId) throw tripped("A row of another shop was named");
}

/** Our own code asked across a wall: nothing was answered, and somebody should look. */
function tripped(what: string): Error {
  count("walls.tripped");
  log.error("A question was stopped at a shop's wall");
  return new Error(what);
}

/** What rooms see of the database: one shop's rows, inside or outside a transaction. */
export type ShopDb = Omit<Narrowed, "$transaction" | "$connect" | "$disconnect" | "$extends" | "$on">;

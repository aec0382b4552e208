import { PrismaPg } from "@prisma/adapter-pg";
import { Prisma, PrismaClient } from "@prisma/client";

import { env } from "./env.server";

let client: PrismaClient | undefined;

/** The unscoped client: for the doors and the worker, before a shop is known. Rooms use `desk.db`. */
export function database(): PrismaClient {
  client ??= new PrismaClient({
    adapter: new PrismaPg({
      connectionString: env().DATABASE_URL,
      max: 10,
      connectionTimeoutMillis: 2_000,
      statement_timeout: 5_000,
    }),
  });
  return client;
}

export async function closeDatabase(): Promise<void> {
  await client?.$disconnect();
  client = undefined;
}

const keyedByShop = new Set(
  Prisma.dmmf.datamodel.models
    .filter(({ fields }) => fields.some(({ name }) => name === "shopId"))
    .map(({ name }) => name),
);

/** Prisma narrowed to one shop: every root operation is pinned to it; the composite keys see to nested ones. */
export function shopDb(shopId: string) {
  return database().$extends({
    name: "one-shop",
    query: {
      $allModels: {
        $allOperations({ model, operation, args, query }) {
          return query(pinned({ model, operation, shopId }, args as Arguments) as typeof args);
        },
      },
    },
  });
}

type Arguments = { where?: Record<string, unknown>; data?: unknown; create?: unknown } | undefined;
type Operation = { model: string; operation: string; shopId: string };

const withoutWhere = new Set(["create", "createMany", "createManyAndReturn"]);

function pinned({ model, operation, shopId }: Operation, args: Arguments): Arguments {
  if (model === "Shop") return { ...args, where: { ...args?.where, id: shopId } };
  if (!keyedByShop.has(model)) throw new Error(`${model} belongs to no shop; a desk may not read it`);
  for (const row of [args?.data, args?.create].flat()) refuseForeign(row, shopId);
  if (withoutWhere.has(operation)) return args;
  refuseForeign(args?.where, shopId);
  return { ...args, where: { ...args?.where, shopId } };
}

function refuseForeign(row: unknown, shopId: string): void {
  const named = row !== null && typeof row === "object" && "shopId" in row ? row.shopId : undefined;
  if (named !== undefined && named !== shopId) throw new Error("A row of another shop was named");
}

/** What rooms see of the database: one shop's rows, inside or outside a transaction. */
export type ShopDb = Omit<
  ReturnType<typeof shopDb>,
  "$transaction" | "$connect" | "$disconnect" | "$extends" | "$on"
>;

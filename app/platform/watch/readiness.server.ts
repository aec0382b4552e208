import { existsSync, readdirSync } from "node:fs";
import { statfs } from "node:fs/promises";

import { database } from "~/platform/db.server";
import { env } from "~/platform/env.server";

/** One thing that this process needs to do its work. */
export type Check = { readonly name: string; readonly isWell: () => Promise<boolean> };
export type Finding = { readonly name: string; readonly well: boolean };

const PATIENCE_MS = 1_000;
const GOOD_FOR_MS = 5_000;

/** The database answers within a second. */
export const databaseAnswers: Check = {
  name: "database",
  isWell: async () => (await database().$queryRaw<unknown[]>`SELECT 1`).length === 1,
};

/** The tables are at least as new as this program. Newer ones are fine: the version before still runs on them. */
export const tablesAreNew: Check = {
  name: "migrations",
  isWell: async () => {
    const applied = await database().$queryRaw<
      { name: string }[]
    >`SELECT * FROM "applied_migrations"() AS "name"`;
    const names = new Set(applied.map(({ name }) => name));
    return wanted().every((name) => names.has(name));
  },
};

const LEAST_SHARE = 0.1;
const LEAST_BYTES = 5 * 2 ** 30;

/** The disk that keeps files has room: a tenth of it, or 5 GB. Files in a bucket need none. */
export const diskHasRoom: Check = {
  name: "disk",
  isWell: async () => {
    if (env().FILES_S3_URL || !existsSync(env().FILES_DIR)) return true;
    const { bavail, blocks, bsize } = await statfs(env().FILES_DIR);
    return bavail * bsize >= LEAST_BYTES || bavail / blocks >= LEAST_SHARE;
  },
};

/** Asks all at once and remembers the answers for five seconds, so that asking often costs nothing. */
export function readiness(checks: readonly Check[]): () => Promise<readonly Finding[]> {
  let known: Promise<readonly Finding[]> | undefined;
  let until = 0;
  return () => {
    if (!known || performance.now() > until) {
      until = performance.now() + GOOD_FOR_MS;
      known = Promise.all(checks.map(found));
    }
    return known;
  };
}

async function found({ name, isWell }: Check): Promise<Finding> {
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, PATIENCE_MS, false).unref());
  return { name, well: await Promise.race([isWell().catch(() => false), late]) };
}

let names: readonly string[] | undefined;

/** The migrations that came with this program. */
function wanted(): readonly string[] {
  const folder = "prisma/migrations";
  names ??= existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory() ? [entry.name] : [],
      )
    : [];
  return names;
}

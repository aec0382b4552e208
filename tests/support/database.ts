import { randomBytes } from "node:crypto";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";

import { migrate } from "../tools/migrate.ts";
import { freePort } from "../tools/ports.ts";
import { removeCluster, startPostgres } from "../tools/postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the test run's PostgreSQL; each file copies its own database from `template_goodturn`. */
    postgres: string;
  }
}

/** Once per run: a throwaway PostgreSQL and one migrated database that every test file is copied from. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = path.resolve(".data/test", randomBytes(4).toString("hex"));
  const server = await startPostgres({ dir, port: await freePort(), durable: false });
  await createTemplate(server.url);
  project.provide("postgres", server.url);
  return async () => {
    await server.stop();
    removeCluster(dir);
  };
}

async function createTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("CREATE DATABASE template_goodturn").finally(() => client.end());
  const template = new URL(url);
  template.pathname = "/template_goodturn";
  await migrate(template.href);
}

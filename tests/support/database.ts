import pg from "pg";
import type { TestProject } from "vitest/node";

import { migrate } from "../tools/database/migrate.ts";
import { openThrowaway } from "../tools/database/throwaway.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the test run's PostgreSQL; each file copies its own database from `template_goodturn`. */
    postgres: string;
  }
}

/** Once per run: a throwaway PostgreSQL and one migrated database that every test file is copied from. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openThrowaway();
  await createTemplate(server.url);
  project.provide("postgres", server.url);
  return server.close;
}

async function createTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("CREATE DATABASE template_goodturn").finally(() => client.end());
  const template = new URL(url);
  template.pathname = "/template_goodturn";
  await migrate(template.href);
}

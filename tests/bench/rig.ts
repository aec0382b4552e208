import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import pg from "pg";

import { removeCluster, startPostgres } from "../tools/database/postgres.ts";
import { migrate } from "../tools/database/migrate.ts";
import { freePort } from "../tools/ports.ts";
import { startProgram, type Running } from "../tools/programs.ts";
import { root } from "../tools/steps.mjs";
import type { Line } from "./figures.ts";
import type { Scale } from "./scale.ts";

/** What every part of the bench stands on: a PostgreSQL of its own, and processes that end with it. */
export type Rig = {
  readonly scale: Scale;
  /** A fresh, migrated database. */
  database(): Promise<string>;
  /** A plain connection as the owner of everything, outside the app's walls; ends with the part. */
  connection(url: string): Promise<pg.Client>;
  /** The built app's process of this kind; `own` is added to its environment. */
  app(kind: "server" | "worker", env: Env): Promise<Process>;
  /** A floor: a bare server from tests/bench/floors. */
  floor(name: string, env: Env): Promise<Process>;
  /** Does the work of tests/bench/acts/<name>.ts in a process of its own, with the app's own acts; gives what it told. */
  act<Told>(name: string, env: Env, ask: unknown): Promise<Told>;
  /** Ends with the part, last opened first. */
  closing(end: () => Promise<unknown>): void;
  readonly folder: string;
};
export type Part = (rig: Rig) => Promise<Line[]>;
export type Env = Record<string, string>;
export type Process = Running & { readonly url: string };

/** One PostgreSQL for the whole bench. Data of acknowledged rows reaches the disk, as in production. */
export type House = { readonly server: string; readonly folder: string; close(): Promise<void> };

/** Starts it, with one migrated database that each part copies. */
export async function openHouse(): Promise<House> {
  const folder = path.join(root, ".data/bench", randomBytes(4).toString("hex"));
  const postgres = path.join(folder, "pg");
  fs.mkdirSync(folder, { recursive: true });
  const server = await startPostgres({ dir: postgres, port: await freePort(), durable: true });
  const close = async () => {
    await server.stop();
    removeCluster(postgres);
    fs.rmSync(folder, { recursive: true, force: true });
  };
  await onServer(server.url, `CREATE DATABASE ${TEMPLATE}`);
  await migrate(named(server.url, TEMPLATE));
  return { server: server.url, folder, close };
}

const TEMPLATE = "bench_template";

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

function named(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** The rig for one part, and how to clear it away. */
export function openRig({ server, folder }: House, scale: Scale): { rig: Rig; close(): Promise<void> } {
  const ends: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const end of ends.toReversed()) await end();
  };
  const program = async (
    name: string,
    { args, env, health }: { args: string[]; env: Env; health: string },
  ) => {
    const running = await startProgram({ name, args, env, log: path.join(folder, `${name}.log`), health });
    ends.push(running.stop);
    return running;
  };
  const rig: Rig = {
    scale,
    folder,
    closing: (end) => void ends.push(end),
    database: async () => {
      const name = `bench_${randomBytes(4).toString("hex")}`;
      await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} STRATEGY FILE_COPY`);
      ends.push(() => onServer(server, `DROP DATABASE ${name} WITH (FORCE)`));
      return named(server, name);
    },
    connection: async (connectionString) => {
      const client = new pg.Client({ connectionString });
      // Cleared away with its server, it has nothing left to say.
      client.on("error", () => {});
      await client.connect();
      ends.push(() => client.end());
      return client;
    },
    app: async (kind, env) => {
      const port = (kind === "server" ? env["PORT"] : env["WORKER_PORT"]) ?? "";
      const url = `http://localhost:${port}`;
      const args = [...preload, `build/server/${kind}.js`];
      const health = `${url}/readyz`;
      return { ...(await program(kind, { args, env, health })), url };
    },
    floor: async (name, env) => {
      const port = String(await freePort());
      const url = `http://localhost:${port}`;
      const args = [`tests/bench/floors/${name}.ts`];
      return { ...(await program(name, { args, env: { ...env, PORT: port }, health: url })), url };
    },
    act: async (name, env, ask) => actOf(await bundled(name), env, ask),
  };
  return { rig, close };
}

const preload = ["--import", "./tests/dev-store/preload.mjs"];

/** The environment of the app's processes over this database, on free ports. */
export async function environmentFor(rig: Rig, database: string, own: Env = {}): Promise<Env> {
  const ports = { PORT: String(await freePort()), WORKER_PORT: String(await freePort()) };
  return {
    NODE_ENV: "production",
    DATABASE_URL: database,
    SHOPIFY_API_KEY: "goodturn-dev",
    SHOPIFY_API_SECRET: "goodturn-dev-secret",
    SHOPIFY_APP_URL: `http://localhost:${ports.PORT}`,
    SMTP_URL: "smtp://localhost:9",
    MAIL_FROM: "help@example.com",
    ENCRYPTION_KEY: randomBytes(32).toString("base64"),
    FILES_DIR: path.join(rig.folder, "files"),
    LOG_LEVEL: "warn",
    // As the Dockerfile has it.
    MALLOC_ARENA_MAX: "2",
    ...ports,
    ...own,
  };
}

/** One plain file of the act and what it needs of the app, as the build makes one of the worker. */
async function bundled(name: string): Promise<string> {
  const outfile = path.join(root, ".cache/bench", `${name}.mjs`);
  const entry = path.join(root, `tests/bench/acts/${name}.ts`);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
  });
  return outfile;
}

async function actOf<Told>(file: string, env: Env, ask: unknown): Promise<Told> {
  const child = fork(file, { cwd: root, env: { ...process.env, ...env }, execArgv: preload, silent: true });
  let said = "";
  child.stdout?.on("data", (words: Buffer) => (said += words.toString()));
  child.stderr?.on("data", (words: Buffer) => (said += words.toString()));
  const told = new Promise<Told>((done, fail) => {
    child.once("message", (message) => done(message as Told));
    child.once("exit", () => fail(new Error(`${path.basename(file)} told nothing:\n${said.slice(-4_000)}`)));
  });
  child.send({ ask });
  return told.finally(() => child.kill());
}

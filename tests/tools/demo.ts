// npm run demo: the whole of Goodturn beside a stand-in Shopify store, on this machine alone.
import fs from "node:fs";
import path from "node:path";
import pg from "pg";

import { build, isStale } from "./build.ts";
import { checkPorts, environmentOf, portsFrom, wishesFrom, type Wishes } from "./demo-settings.ts";
import { migrateWhenNeeded } from "./database/migrate.ts";
import { removeCluster, startPostgres } from "./database/postgres.ts";
import { startProgram, type Program } from "./programs.ts";
import { knownTrouble, seconds, step, Stop } from "./steps.mjs";

type Stopping = { readonly name: string; stop(): Promise<void> };

const since = Date.now();
const started: Stopping[] = [];
let goingDown = false;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void goDown(0));

async function goUp(wishes: Wishes): Promise<void> {
  const ports = portsFrom(wishes.base);
  await checkPorts(ports);
  if (wishes.fresh) startOver(wishes.data);
  fs.mkdirSync(path.join(wishes.data, "files"), { recursive: true });

  const database = await step("Starting the database", () => openDatabase(wishes));
  if (isStale()) await step("Building (app and storefront chat)", () => build(() => {}));
  const env = environmentOf(wishes, database);
  const programs = [store(wishes, env), web(wishes, env), worker(wishes, env)];
  await step("Starting the stand-in store, the app and a worker", () => Promise.all(programs.map(start)));
  await furnish(wishes, env);
  announce(wishes);
}

function startOver(data: string): void {
  removeCluster(path.join(data, "pg"));
  fs.rmSync(data, { recursive: true, force: true });
}

async function openDatabase(wishes: Wishes): Promise<string> {
  const { postgres: port } = portsFrom(wishes.base);
  const log = path.join(wishes.data, "logs/postgres.log");
  fs.mkdirSync(path.dirname(log), { recursive: true });
  const server = await startPostgres({ dir: path.join(wishes.data, "pg"), port, durable: true, log });
  started.push({ name: "the database", stop: server.stop });
  void server.gone.then(
    () => goingDown || console.error(`\nThe database stopped. See ${path.relative("", log)}\n`),
  );
  const url = new URL(server.url);
  url.pathname = "/goodturn";
  await createDatabase(server.url);
  await migrateWhenNeeded(url.href);
  fs.writeFileSync(path.join(wishes.data, "database-url"), url.href, { mode: 0o600 });
  return url.href;
}

async function createDatabase(server: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = 'goodturn'");
  if (!rowCount) await client.query("CREATE DATABASE goodturn");
  await client.end();
}

const preload = ["--import", "./tests/dev-store/preload.mjs"];
const logOf = (wishes: Wishes, name: string) => path.join(wishes.data, "logs", `${name}.log`);

const store = (wishes: Wishes, env: Record<string, string>): Program => ({
  name: "The stand-in store",
  args: [
    "tests/dev-store/main.ts",
    ...["--data", path.join(wishes.data, "store"), "--app", `http://localhost:${env["PORT"]}`],
    ...["--ports", Object.values(portsFrom(wishes.base)).slice(0, 5).join(",")],
    ...(wishes.orders === null ? [] : ["--orders", String(wishes.orders)]),
  ],
  env,
  log: logOf(wishes, "store"),
  health: `http://localhost:${portsFrom(wishes.base).admin}/`,
});

const web = (wishes: Wishes, env: Record<string, string>): Program => ({
  name: "The app",
  args: [...preload, "build/server/server.js"],
  env,
  log: logOf(wishes, "web"),
  health: `http://localhost:${env["PORT"]}/readyz`,
});

const worker = (wishes: Wishes, env: Record<string, string>): Program => ({
  name: "The worker",
  args: [...preload, "build/server/worker.js"],
  env,
  log: logOf(wishes, "worker"),
  health: `http://localhost:${env["WORKER_PORT"]}/readyz`,
});

async function start(program: Program): Promise<void> {
  const running = await startProgram(program);
  started.push(running);
  void running.died.then((story) => console.error(`\n${story}\n`));
}

/** The seed runs once per data folder; it says itself what it does. */
async function furnish(wishes: Wishes, env: Record<string, string>): Promise<void> {
  const done = path.join(wishes.data, "furnished");
  if (fs.existsSync(done) || !fs.existsSync("prisma/seed.ts")) return;
  const { runSource } = await import("./run-source.ts");
  await step("Setting the scene", () => runSource("prisma/seed.ts", env));
  fs.writeFileSync(done, "");
}

function announce(wishes: Wishes): void {
  const ports = portsFrom(wishes.base);
  const logs = path.relative("", path.join(wishes.data, "logs"));
  console.log(`
  Goodturn runs (${seconds(Date.now() - since)}).

    Store admin, with Goodturn inside   http://localhost:${ports.admin}
    Storefront, with the chat           http://localhost:${ports.storefront}
    Mailbox                             http://localhost:${ports.mailbox}
`);
  if (!wishes.quiet) console.log(`  Ctrl-C stops everything; the next start keeps the data. Logs: ${logs}\n`);
}

/** The database goes down last, so that nobody loses what it stands on. */
async function goDown(code: number): Promise<void> {
  if (goingDown) return;
  goingDown = true;
  if (started.length > 0) process.stdout.write("\n  Stopping ... ");
  const [database, ...others] = started;
  await Promise.all(others.map((running) => running.stop()));
  await database?.stop();
  if (started.length > 0) console.log("done.");
  process.exit(code);
}

try {
  await goUp(wishesFrom(process.argv.slice(2)));
} catch (error) {
  if (!goingDown) {
    const words = error instanceof Error ? error.message : String(error);
    console.error(
      `\n${error instanceof Stop ? words : (knownTrouble(words) ?? (error instanceof Error ? error.stack : words))}\n`,
    );
    await goDown(1);
  }
}

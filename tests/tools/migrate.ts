import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Brings the database at `url` to the newest migration; throws with Prisma's words. */
export async function migrate(url: string): Promise<void> {
  await prisma(["migrate", "deploy"], url);
}

/** One call of Prisma's command line against `url`; answers what it printed. */
export async function prisma(args: string[], url: string): Promise<string> {
  const command = path.resolve("node_modules/prisma/build/index.js");
  const { stdout } = await run(process.execPath, [command, ...args], {
    env: { ...process.env, DATABASE_URL: url, PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

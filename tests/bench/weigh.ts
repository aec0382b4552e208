import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

import type { Process } from "./rig.ts";

const SETTLED_MS = 1_000;

/**
 * Kilobytes that a process holds once what nobody needs any more is cleared away: otherwise the figure would tell how
 * long ago the last garbage collection was. The process must have been started with `inspectable`.
 */
export async function kilobytesOf({ pid }: Process, port: number): Promise<number> {
  await pause(SETTLED_MS);
  process.kill(pid, "SIGUSR1");
  const inspector = new WebSocket(await addressOf(port));
  await new Promise((done, fail) => ((inspector.onopen = done), (inspector.onerror = fail)));
  // Twice: what had a last word to say is gone after the second.
  for (const id of [1, 2]) await asked(inspector, { id, method: "HeapProfiler.collectGarbage" });
  inspector.close();
  await pause(SETTLED_MS);
  return residentOf(pid);
}

/** As the system counts it; small machines may have no `ps`, and a Mac has no /proc. */
function residentOf(pid: number): number {
  const status = `/proc/${pid}/status`;
  if (!fs.existsSync(status)) return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)]));
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(fs.readFileSync(status, "utf8"))?.[1]);
}

/** What a process needs in its environment to be weighed later; until then nothing is open. */
export const inspectable = (port: number) => ({ NODE_OPTIONS: `--inspect-port=${port}` });

async function addressOf(port: number): Promise<string> {
  for (const until = Date.now() + 10_000; Date.now() < until; await pause(50)) {
    const answer = await fetch(`http://127.0.0.1:${port}/json/list`).catch(() => null);
    const [target] = answer ? ((await answer.json()) as { webSocketDebuggerUrl: string }[]) : [];
    if (target) return target.webSocketDebuggerUrl;
  }
  throw new Error("A process could not be weighed");
}

async function asked(inspector: WebSocket, question: { id: number; method: string }): Promise<void> {
  const answered = new Promise<void>((done) => {
    inspector.onmessage = ({ data }) => {
      if ((JSON.parse(String(data)) as { id?: number }).id === question.id) done();
    };
  });
  inspector.send(JSON.stringify(question));
  await answered;
}

import { spawn, type ChildProcess } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { Stop } from "./steps.mjs";

export type Program = {
  /** What the person knows it as: "the worker". */
  readonly name: string;
  /** Arguments for Node. */
  readonly args: readonly string[];
  readonly env: Record<string, string>;
  readonly log: string;
  /** Answers 200 once the program is ready. */
  readonly health: string;
};

export type Running = {
  readonly name: string;
  readonly pid: number;
  /** Settles with the exit's story when it ends without being asked to. */
  readonly died: Promise<string>;
  stop(): Promise<void>;
};

/** Starts a program and waits until it is well; throws with its last words when it dies or stays silent. */
export async function startProgram(program: Program): Promise<Running> {
  fs.mkdirSync(path.dirname(program.log), { recursive: true });
  const log = fs.openSync(program.log, "w");
  const child = spawn(process.execPath, ["--import", "./tests/tools/leash.mjs", ...program.args], {
    env: { ...process.env, ...program.env },
    stdio: ["ignore", log, log, "ipc"],
    // A group of its own: Ctrl-C reaches us alone, and we end the programs one after the other.
    detached: true,
  });
  fs.closeSync(log);
  let asked = false;
  const gone = exitOf(child);
  const died = new Promise<string>((tell) => {
    void gone.then((how) => asked || tell(`${program.name} stopped (${how}). ${lastWords(program.log)}`));
  });
  const stop = async () => {
    asked = true;
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await gone;
    clearTimeout(late);
  };
  const problem = await Promise.race([died, answering(program.health)]);
  if (!problem) return { name: program.name, pid: child.pid ?? 0, died, stop };
  await stop();
  throw new Stop(
    problem.startsWith(program.name) ? problem : `${program.name} ${problem} ${lastWords(program.log)}`,
  );
}

function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((done) => child.once("exit", (code, signal) => done(signal ?? `code ${code}`)));
}

/** Null once `address` answers well; the complaint when it has not within a minute. */
async function answering(address: string): Promise<string | null> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(100)) {
    const answer = await fetch(address, { redirect: "manual", signal: AbortSignal.timeout(5000) }).catch(
      () => null,
    );
    await answer?.body?.cancel();
    if (answer && answer.status < 400) return null;
  }
  return `did not answer at ${address} within a minute.`;
}

/** The end of a log, short enough to read at once. */
function lastWords(log: string): string {
  const lines = fs.readFileSync(log, "utf8").trim().split("\n").slice(-12).join("\n");
  return lines ? `Its last words (all in ${path.relative("", log)}):\n${lines}` : `It said nothing.`;
}

import { spawn } from "node:child_process";

import { environment, root, Stop } from "./steps.mjs";

if (import.meta.main) {
  const { runnerImport } = await import("vite");
  const [file = ""] = process.argv.slice(2);
  await runnerImport(file, {
    root,
    configFile: false,
    logLevel: "error",
    resolve: { alias: { "~": `${root}/app` } },
  });
}

/** Runs a source file that uses the app's own modules ("~/..."), in a process of its own with `env`. */
export function runSource(file: string, env: Record<string, string>): Promise<void> {
  const args = [
    "--import",
    "./tests/tools/leash.mjs",
    "--import",
    "./tests/dev-store/preload.mjs",
    import.meta.filename,
    file,
  ];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: environment(env),
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (words: Buffer) => (said += words.toString()));
  return new Promise((done, fail) => {
    child.on("close", (code) =>
      code === 0
        ? done()
        : fail(new Stop(`${file} failed:\n${said.trim().split("\n").slice(-20).join("\n")}`)),
    );
  });
}

import { resolve } from "node:path";
import { build } from "esbuild";

const built = new Map<string, Promise<string>>();

/** One of our browser scripts as a single plain script; built at its first request and kept. */
export function browserScript(entry: "bridge/main.ts" | "frame/main.ts"): Promise<string> {
  const known = built.get(entry) ?? bundle(entry);
  built.set(entry, known);
  return known;
}

async function bundle(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [resolve(import.meta.dirname, entry)],
    bundle: true,
    format: "iife",
    target: "es2022",
    write: false,
    legalComments: "none",
  });
  return result.outputFiles[0]?.text ?? "";
}

import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { NotFound } from "~/kit/failures";

import { env } from "./env.server";

/** Keeps bytes under a random name that we chose. */
export async function saveFile(storageKey: string, bytes: Buffer): Promise<void> {
  const file = placeOf(storageKey);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, bytes, { flag: "wx" });
}

/** @throws NotFound when the file is gone. */
export async function readStored(storageKey: string): Promise<Buffer> {
  return readFile(placeOf(storageKey)).catch(() => {
    throw new NotFound("No such file");
  });
}

export async function removeFile(storageKey: string): Promise<void> {
  await rm(placeOf(storageKey), { force: true });
}

function placeOf(storageKey: string): string {
  if (!/^[A-Za-z0-9_-]{16,80}$/.test(storageKey)) throw new NotFound("No such file");
  return path.join(env().FILES_DIR, storageKey.slice(0, 2), storageKey);
}

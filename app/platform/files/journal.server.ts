import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";

import { NotFound } from "~/kit/failures";
import { env } from "~/platform/env.server";

import { bucket, listBucket } from "./bucket.server";

// Beside the files and not in the database: whoever brings yesterday's database back keeps today's journal. With a
// bucket it lies there, for the folder of a process may be gone with the process.
const FOLDER = "journal";
const place = () => path.join(env().FILES_DIR, FOLDER);
const inBucket = () => env().FILES_S3_URL !== undefined;
const keyOf = (id: string) => `${FOLDER}/${id}.json`;

/** Writes an entry under its own name, whole or not at all; the same name again changes nothing. */
export async function keepEntry(id: string, entry: object): Promise<void> {
  if (await maybeEntry(id)) return;
  const text = JSON.stringify(entry);
  if (inBucket()) return bucket.save(keyOf(id), Buffer.from(text));
  await mkdir(place(), { recursive: true });
  const file = path.join(place(), `${id}.json`);
  await writeFile(`${file}.part`, text);
  await rename(`${file}.part`, file);
}

/** The names of all entries. @throws Unavailable when the bucket does not answer */
export async function listEntries(): Promise<string[]> {
  const files = inBucket() ? await listBucket(FOLDER) : await readdir(place()).catch(() => []);
  return files.filter((file) => file.endsWith(".json")).map((file) => file.slice(0, -5));
}

/** What stands in one entry. @throws NotFound when there is none */
export async function readEntry(id: string): Promise<unknown> {
  const text = await maybeEntry(id);
  if (text === null) throw new NotFound("No such entry");
  return JSON.parse(text);
}

async function maybeEntry(id: string): Promise<string | null> {
  if (!inBucket()) return readFile(path.join(place(), `${id}.json`), "utf8").catch(() => null);
  const bytes = await bucket.read(keyOf(id)).catch((error: unknown) => {
    if (error instanceof NotFound) return null;
    throw error;
  });
  return bytes && bytes.toString("utf8");
}

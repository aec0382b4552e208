import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";

import { env } from "~/platform/env.server";

// Beside the files and not in the database: whoever brings yesterday's database back keeps today's journal.
const place = () => path.join(env().FILES_DIR, "journal");

/** Writes an entry under its own name, whole or not at all; the same name again changes nothing. */
export async function keepEntry(id: string, entry: object): Promise<void> {
  await mkdir(place(), { recursive: true });
  const file = path.join(place(), `${id}.json`);
  if (await readFile(file).catch(() => null)) return;
  await writeFile(`${file}.part`, JSON.stringify(entry));
  await rename(`${file}.part`, file);
}

/** The names of all entries. */
export async function listEntries(): Promise<string[]> {
  const files = await readdir(place()).catch(() => []);
  return files.filter((file) => file.endsWith(".json")).map((file) => file.slice(0, -5));
}

/** What stands in one entry. @throws when there is none */
export async function readEntry(id: string): Promise<unknown> {
  return JSON.parse(await readFile(path.join(place(), `${id}.json`), "utf8"));
}

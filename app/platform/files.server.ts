import { NotFound } from "~/kit/failures";

import { env } from "./env.server";
import { bucket } from "./files/bucket.server";
import { disk } from "./files/disk.server";
import type { Store } from "./files/store";

/** Keeps bytes under a random name that we chose: in a bucket when one is configured, else on the local disk. */
export async function saveFile(storageKey: string, bytes: Buffer): Promise<void> {
  await store().save(known(storageKey), bytes);
}

/** @throws NotFound when the file is gone, Unavailable when the bucket does not answer. */
export async function readStored(storageKey: string): Promise<Buffer> {
  return store().read(known(storageKey));
}

export async function removeFile(storageKey: string): Promise<void> {
  await store().remove(known(storageKey));
}

function store(): Store {
  return env().FILES_S3_URL ? bucket : disk;
}

function known(storageKey: string): string {
  if (!/^[A-Za-z0-9_-]{16,80}$/.test(storageKey)) throw new NotFound("No such file");
  return storageKey;
}

import { AwsClient } from "aws4fetch";

import { NotFound, Unavailable } from "~/kit/failures";
import { env } from "~/platform/env.server";

import { listingFrom, type Listing } from "./listing";
import type { Store } from "./store";

const PATIENCE_MS = 15_000;

let client: AwsClient | undefined;

/** Files in an S3-compatible bucket (FILES_S3_URL: its address, bucket included). */
export const bucket: Store = {
  save: async (key, bytes) => {
    // Names are random and written once: one that is there already is somebody else's.
    const answer = await ask("PUT", key, { body: new Uint8Array(bytes), headers: { "if-none-match": "*" } });
    if (!answer.ok) throw unwell(answer);
  },
  read: async (key) => {
    const answer = await ask("GET", key);
    if (answer.status === 404) throw new NotFound("No such file");
    if (!answer.ok) throw unwell(answer);
    return Buffer.from(await answer.arrayBuffer());
  },
  remove: async (key) => {
    const answer = await ask("DELETE", key);
    if (!answer.ok && answer.status !== 404) throw unwell(answer);
  },
};

/** The names of what lies in one folder of the bucket; the key must allow listing. */
export async function listBucket(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (let next: string | null = ""; next !== null;) {
    const query = new URLSearchParams({ "list-type": "2", prefix: `${folder}/` });
    if (next) query.set("continuation-token", next);
    const answer = await ask("GET", `?${query.toString()}`);
    if (!answer.ok) throw unwell(answer);
    const page: Listing = listingFrom(await answer.text());
    found.push(...page.keys);
    next = page.next;
  }
  return found.map((key) => key.slice(folder.length + 1));
}

async function ask(method: string, key: string, init: RequestInit = {}): Promise<Response> {
  client ??= new AwsClient({
    accessKeyId: env().FILES_S3_KEY ?? "",
    secretAccessKey: env().FILES_S3_SECRET ?? "",
    region: env().FILES_S3_REGION,
    service: "s3",
    retries: 2,
  });
  const at = (env().FILES_S3_URL ?? "").replace(/\/$/, "");
  // A question about the bucket itself has no slash before it.
  const address = key.startsWith("?") ? at + key : `${at}/${key}`;
  try {
    return await client.fetch(address, { ...init, method, signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch {
    throw new Unavailable("The file store does not answer");
  }
}

function unwell({ status }: Response): Error {
  return status >= 500 || status === 429
    ? new Unavailable("The file store does not answer")
    : new Error(`The file store refused (HTTP ${status})`);
}

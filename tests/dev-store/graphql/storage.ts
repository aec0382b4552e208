import type { Store } from "../store.ts";

export type StorageRequest = {
  method: string;
  /** What comes after `/storage/`. */
  path: string;
  contentType: string;
  body: Buffer;
};
export type StorageAnswer = { status: number; headers: Record<string, string>; body: Buffer };

/** Bulk results to fetch, staged uploads to put; no token needed, the address is the secret. */
export async function handleStorage(store: Store, request: StorageRequest): Promise<StorageAnswer> {
  if (request.method === "GET" || request.method === "HEAD") return fetchFile(store, request.path);
  if (request.method === "PUT")
    return keepUpload(store, request.path.replace(/^uploads\//, ""), request.body);
  if (request.method === "POST" && request.path === "uploads") return keepForm(store, request);
  return answer(405, "text/plain", Buffer.from("Method not allowed"));
}

function fetchFile(store: Store, path: string): StorageAnswer {
  const file = store.files.get(path);
  if (!file) return answer(404, "application/xml", Buffer.from("<Error><Code>NoSuchKey</Code></Error>"));
  return answer(200, file.contentType, Buffer.from(file.body, file.encoding));
}

function keepUpload(store: Store, key: string, body: Buffer): StorageAnswer {
  const upload = store.uploads.get(key);
  if (!upload) return answer(403, "application/xml", Buffer.from("<Error><Code>AccessDenied</Code></Error>"));
  const file = { contentType: upload.mimeType, body: body.toString("base64"), encoding: "base64" as const };
  store.files.set(`uploads/${key}`, file);
  return answer(200, "text/plain", Buffer.alloc(0));
}

async function keepForm(store: Store, request: StorageRequest): Promise<StorageAnswer> {
  const headers = { "content-type": request.contentType };
  const form = await new Response(new Uint8Array(request.body), { headers }).formData();
  const file = form.get("file");
  const body = file instanceof Blob ? Buffer.from(await file.arrayBuffer()) : Buffer.from(String(file ?? ""));
  const kept = keepUpload(store, String(form.get("key")), body);
  return kept.status === 200 ? { ...kept, status: 201 } : kept;
}

function answer(status: number, contentType: string, body: Buffer): StorageAnswer {
  return { status, headers: { "content-type": contentType }, body };
}

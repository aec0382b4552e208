import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { Transform, type Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";

import { keysFor } from "~/platform/secrets.server";

/** One sealed file of a backup: what it takes to open it, and the fingerprint of what is inside. */
export type Box = {
  readonly file: string;
  readonly nonce: string;
  readonly tag: string;
  readonly sha256: string;
};

/** A backup that is damaged, incomplete, or sealed with another ENCRYPTION_KEY. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

/** Packs and seals a stream (gzip, AES-256-GCM) into a file below `folder`; memory stays small. */
export async function pack(folder: string, file: string, source: Readable): Promise<Box> {
  const place = path.join(folder, file);
  await mkdir(path.dirname(place), { recursive: true });
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keysFor("backup")[0] ?? "", nonce);
  const { stream, digest } = hashing();
  await pipeline(source, stream, createGzip({ level: 1 }), cipher, createWriteStream(place, { mode: 0o600 }));
  return { file, nonce: nonce.toString("hex"), tag: cipher.getAuthTag().toString("hex"), sha256: digest() };
}

/** Opens a box into what `target` makes once the box has been found whole, and says whether it holds what was put in. @throws Unreadable */
export async function unpack(
  folder: string,
  { file, nonce, tag, sha256 }: Box,
  target: () => Writable,
): Promise<void> {
  const key = await keyThatFits(folder, { file, nonce, tag });
  const { stream, digest } = hashing();
  await pipeline(opened(folder, { file, nonce, tag }, key), createGunzip(), stream, target());
  if (digest() !== sha256) throw new Unreadable(`${file} is not what it was`);
}

type Sealed = Omit<Box, "sha256">;

/** The whole file is checked before anything of it is used: a changed byte anywhere makes every key unfit. */
async function keyThatFits(folder: string, box: Sealed): Promise<Buffer> {
  for (const key of keysFor("backup")) {
    const fits = await pipeline(opened(folder, box, key), nowhere()).then(
      () => true,
      () => false,
    );
    if (fits) return key;
  }
  throw new Unreadable(`${box.file} is damaged or missing, or was sealed with another ENCRYPTION_KEY`);
}

function opened(folder: string, { file, nonce, tag }: Sealed, key: Buffer): Readable {
  const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "hex"));
  decipher.setAuthTag(Buffer.from(tag, "hex"));
  const source = createReadStream(path.join(folder, file));
  source.on("error", (error) => decipher.destroy(error));
  return source.pipe(decipher);
}

function hashing() {
  const hash = createHash("sha256");
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { stream, digest: () => hash.digest("hex") };
}

function nowhere(): Transform {
  return new Transform({ transform: (_chunk, _encoding, done) => done() }).resume();
}

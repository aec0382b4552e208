import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import S3rver from "s3rver";

import { freePort } from "../../tools/ports.ts";

/** An S3-compatible server of our own for one test file, which checks signatures. Imported before the environment is read. */
const port = await freePort();
const directory = fs.mkdtempSync(path.join(os.tmpdir(), "goodturn-bucket-"));
const server = new S3rver({
  port,
  address: "127.0.0.1",
  directory,
  silent: true,
  allowMismatchedSignatures: false,
  configureBuckets: [{ name: "files" }],
});

await server.run();
Object.assign(process.env, {
  FILES_S3_URL: `http://127.0.0.1:${port}/files`,
  FILES_S3_KEY: "S3RVER",
  FILES_S3_SECRET: "S3RVER",
});

export const closeBucket = () => server.close();

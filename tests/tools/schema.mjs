// Runs on any Node from 18 on, before anything is installed.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";

import { root, run, step, Stop } from "./steps.mjs";

const source = "@shopify/dev-mcp@1.16.0";
const inside = "package/dist/data/admin_2026-10.json.gz";
export const schemaFile = path.join(root, ".cache/admin-2026-10.schema.json");

/** Fetches Shopify's own description of its Admin API once; codegen, checker and stand-in store read it. */
export async function fetchSchema() {
  if (existsSync(schemaFile)) return;
  await step("Fetching Shopify's Admin schema", async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "goodturn-schema-"));
    try {
      const packed = await run(["npm", "pack", source, "--silent", "--pack-destination", folder], {
        cwd: folder,
      });
      const archive = gunzipSync(readFileSync(path.join(folder, packed.trim().split("\n").pop() ?? "")));
      const schema = gunzipSync(fileInTar(archive, inside));
      if (!JSON.parse(schema.toString()).data?.__schema) throw new Stop(`${source} holds no Admin schema.`);
      mkdirSync(path.dirname(schemaFile), { recursive: true });
      writeFileSync(`${schemaFile}.part`, schema);
      renameSync(`${schemaFile}.part`, schemaFile);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

/** A tar is a row of 512-byte blocks: a header with name and size (octal), then the file, padded. */
function fileInTar(archive, wanted) {
  for (let at = 0; at < archive.length;) {
    const name = archive.toString("utf8", at, at + 100).replace(/\0.*$/s, "");
    const size = Number.parseInt(archive.toString("ascii", at + 124, at + 136), 8) || 0;
    if (name === wanted) return archive.subarray(at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  throw new Stop(`${source} does not hold ${wanted}.`);
}

// npm run check: every `#graphql` document of the app against Shopify's own Admin schema and our own scopes.
import fs from "node:fs";
import path from "node:path";
import { parse as parseToml } from "smol-toml";

import { adminSchema, faultsIn } from "./rules.ts";
import { schemaFile } from "../schema.mjs";
import { root } from "../steps.mjs";

type Toml = { access_scopes: { scopes: string; optional_scopes?: string[] } };

const schema = adminSchema(fs.readFileSync(schemaFile, "utf8"));
const toml = parseToml(fs.readFileSync(path.join(root, "shopify.app.toml"), "utf8")) as unknown as Toml;
const scopes = [...toml.access_scopes.scopes.split(","), ...(toml.access_scopes.optional_scopes ?? [])];

const faults: string[] = [];
const personal = new Set<string>();
let documents = 0;

for (const file of fs.globSync("app/**/*.{ts,tsx}", { cwd: root }).sort())
  for (const [, text = ""] of fs.readFileSync(path.join(root, file), "utf8").matchAll(/`#graphql([^`]*)`/g)) {
    documents += 1;
    const found = faultsIn(text, schema, scopes);
    faults.push(...found.faults.map((fault) => `${file}: ${fault}`));
    for (const field of found.personal) personal.add(field);
  }

console.log(
  `${documents} documents. Protected customer data in use: ${[...personal].sort().join(", ") || "none"}`,
);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;

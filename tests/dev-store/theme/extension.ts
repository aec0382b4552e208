import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parse } from "smol-toml";
import { projectRoot } from "../config.ts";

export type Setting = {
  type: string;
  id?: string;
  label?: string;
  info?: string;
  content?: string;
  default?: unknown;
  min?: number;
  max?: number;
  step?: number;
  unit?: string;
  options?: { value: string; label: string }[];
};

export type BlockSchema = {
  name: string;
  target: "section" | "body" | "head" | "compliance_head";
  javascript?: string;
  stylesheet?: string;
  tag?: string;
  class?: string;
  settings?: Setting[];
  enabled_on?: { templates?: string[] };
  disabled_on?: { templates?: string[] };
};

export type Block = {
  handle: string;
  key: string;
  source: string;
  schema: BlockSchema;
  extension: ThemeExtension;
};
export type ThemeExtension = { handle: string; name: string; folder: string };

/** The app's theme extensions as they are on disk now: what a developer saves shows at the next request. */
export function themeBlocks(root: string = join(projectRoot, "extensions")): Block[] {
  if (!existsSync(root)) return [];
  return readdirSync(root).flatMap((name) => {
    const extension = extensionIn(join(root, name));
    return extension ? blocksOf(extension) : [];
  });
}

type Toml = { type?: string; name?: string; handle?: string; extensions?: Toml[] };

function extensionIn(folder: string): ThemeExtension | null {
  const file = join(folder, "shopify.extension.toml");
  if (!existsSync(file)) return null;
  const toml = parse(readFileSync(file, "utf8")) as Toml;
  const theme = [toml, ...(toml.extensions ?? [])].find((part) => part.type === "theme");
  if (!theme) return null;
  return { folder, handle: theme.handle ?? basename(folder), name: theme.name ?? basename(folder) };
}

function blocksOf(extension: ThemeExtension): Block[] {
  const folder = join(extension.folder, "blocks");
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith(".liquid"));
  return files.map((file) => blockOf(extension, join(folder, file)));
}

const schemaTag = /{%-?\s*schema\s*-?%}([\s\S]*?){%-?\s*endschema\s*-?%}/;

function blockOf(extension: ThemeExtension, file: string): Block {
  const whole = readFileSync(file, "utf8");
  const handle = basename(file, ".liquid");
  const schema = schemaTag.exec(whole)?.[1];
  if (schema === undefined) throw new Error(`${file} has no {% schema %}: Shopify refuses such a block.`);
  return {
    handle,
    key: `${extension.handle}/${handle}`,
    source: whole.replace(schemaTag, ""),
    schema: JSON.parse(schema) as BlockSchema,
    extension,
  };
}

/** A file of an extension's `assets`, or null; never anything outside that folder. */
export function assetFile(handle: string, name: string): string | null {
  const extension = themeBlocks().find((block) => block.extension.handle === handle)?.extension;
  if (!extension || !/^[\w.-]+$/.test(name)) return null;
  const file = resolve(extension.folder, "assets", name);
  return existsSync(file) ? file : null;
}

type Words = { [key: string]: string | Words };

/** A translation of the extension: in the locale, else its language, else the default; null when there is none. */
export function translation(
  extension: ThemeExtension,
  key: string,
  { locale, schema = false }: { locale: string; schema?: boolean },
): string | null {
  const ending = schema ? ".schema.json" : ".json";
  const names = [locale, locale.split("-")[0] ?? "", "en.default"];
  for (const name of names.flatMap((known) => [known, `${known}.default`])) {
    const file = join(extension.folder, "locales", name + ending);
    const found = existsSync(file) ? inside(JSON.parse(readFileSync(file, "utf8")) as Words, key) : null;
    if (found !== null) return found;
  }
  return null;
}

function inside(words: Words, key: string): string | null {
  const found = key.split(".").reduce<string | Words | undefined>((at, part) => {
    return typeof at === "object" ? at[part] : undefined;
  }, words);
  return typeof found === "string" ? found : null;
}

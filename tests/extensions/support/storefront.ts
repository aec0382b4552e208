import { readFileSync } from "node:fs";
import path from "node:path";
import { Liquid, type TagToken, type TopLevelToken } from "liquidjs";

const extension = path.resolve("extensions/storefront-chat");

export type Settings = Record<string, string | number>;
export type Visit = { settings?: Settings; locale?: string; customer?: { id: number } | null };

/** What our block's Liquid becomes on a page, with the filters Shopify has and nothing it has not. */
export function renderedBlock({ settings = {}, locale = "en", customer = null }: Visit = {}): string {
  const liquid = new Liquid();
  const words = wordsFor(locale);
  liquid.registerFilter("asset_url", (name: string) => "/assets/" + name);
  liquid.registerFilter("t", (key: string) => find(words, key));
  liquid.registerTag("schema", {
    parse(_tag: TagToken, rest: TopLevelToken[]) {
      while (rest.length > 0) {
        const token = rest.shift() as TagToken;
        if (token.name === "endschema") return;
      }
    },
    render: () => "",
  });
  return liquid.parseAndRenderSync(blockSource(), {
    block: { settings: { ...defaults(), ...settings } },
    customer,
    shop: { name: "Fern & Flax" },
    request: { locale: { iso_code: locale } },
  }) as string;
}

export const blockSource = () => readFileSync(path.join(extension, "blocks/chat.liquid"), "utf8");

/** The block's own schema, as Shopify would read it. */
export function blockSchema(): { name: string; target: string; settings: Record<string, unknown>[] } {
  const json = /{%-? schema -?%}([\s\S]*?){%-? endschema -?%}/.exec(blockSource())?.[1] ?? "null";
  return JSON.parse(json) as ReturnType<typeof blockSchema>;
}

export const localeFile = (name: string) =>
  JSON.parse(readFileSync(path.join(extension, "locales", name), "utf8")) as object;

function defaults(): Settings {
  const given: Settings = {};
  for (const setting of blockSchema().settings) {
    if (setting["id"] && setting["default"] !== undefined) {
      given[String(setting["id"])] = setting["default"] as string | number;
    }
  }
  return given;
}

function wordsFor(locale: string): object {
  return localeFile(locale.startsWith("zh") ? "zh-CN.json" : "en.default.json");
}

function find(words: object, key: string): string {
  let found: unknown = words;
  for (const part of key.split(".")) found = (found as Record<string, unknown> | undefined)?.[part];
  return typeof found === "string" ? found : `translation missing: ${key}`;
}

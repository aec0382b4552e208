import { Liquid } from "liquidjs";
import { join, resolve } from "node:path";
import { escape } from "../markup.ts";
import { translation } from "./extension.ts";
import type { Block, ThemeExtension } from "./extension.ts";
import { themeWords } from "./words.ts";

export type Locale = "en" | "zh-CN";
type Named = readonly unknown[];

/** The theme's own engine: templates from `templates/`, words from `words/`. */
export function themeEngine(locale: Locale): Liquid {
  const engine = new Liquid({
    root: resolve(import.meta.dirname, "templates"),
    extname: ".liquid",
    outputEscape: "escape",
    cache: false,
  });
  addFilters(engine, locale);
  engine.registerFilter("t", (key: string, ...named: Named) =>
    filled(themeWords(locale, key) ?? `translation missing: ${locale}.${key}`, named),
  );
  return engine;
}

/** The engine of one extension's blocks, as Shopify has it: no output is escaped by itself. */
export function blockEngine(extension: ThemeExtension, locale: Locale, cdn: string): Liquid {
  const folder = (name: string) => join(extension.folder, name);
  const engine = new Liquid({
    root: [folder("snippets")],
    partials: [folder("snippets")],
    extname: ".liquid",
  });
  addFilters(engine, locale);
  engine.registerFilter("asset_url", (name: string) => assetUrl(cdn, extension, name));
  engine.registerFilter("t", (key: string, ...named: Named) =>
    filled(translation(extension, key, { locale }) ?? `translation missing: ${locale}.${key}`, named),
  );
  for (const tag of ["stylesheet", "javascript", "doc"]) engine.registerTag(tag, untilEnd(tag));
  return engine;
}

/** Where the extension's assets are: on another origin than the storefront, as Shopify's are. */
function assetUrl(cdn: string, extension: ThemeExtension, name: string): string {
  return `${cdn}/extensions/${extension.handle}/assets/${name}`;
}

/** What a block's own `{% schema %}` asks for in the head, once however often the block stands on the page. */
export function headAssets(block: Block, cdn: string): string[] {
  const { javascript, stylesheet } = block.schema;
  const url = (name: string) => escape(assetUrl(cdn, block.extension, name));
  return [
    ...(stylesheet ? [`<link href="${url(stylesheet)}" rel="stylesheet" type="text/css" media="all">`] : []),
    ...(javascript ? [`<script src="${url(javascript)}" defer></script>`] : []),
  ];
}

function addFilters(engine: Liquid, locale: Locale): void {
  engine.registerFilter("money", (minor: number, currency: string = "EUR") => {
    const format = new Intl.NumberFormat(locale, { style: "currency", currency });
    // Yen have no smaller unit, Kuwaiti dinars a thousand of them.
    return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
  });
  engine.registerFilter("stylesheet_tag", (url: string) => {
    return `<link href="${escape(url)}" rel="stylesheet" type="text/css" media="all">`;
  });
  engine.registerFilter(
    "script_tag",
    (url: string) => `<script src="${escape(url)}" type="text/javascript"></script>`,
  );
  engine.registerFilter(
    "link_to",
    (label: string, url: string) => `<a href="${escape(url)}">${escape(label)}</a>`,
  );
  engine.registerFilter("handle", handleize);
  engine.registerFilter("handleize", handleize);
}

function handleize(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}

/** `{{ name }}` in a translation, from the filter's named arguments; escaped unless the key ends in _html. */
function filled(words: string, named: Named): string {
  const values = new Map(named.filter((pair): pair is [string, unknown] => Array.isArray(pair)));
  return words.replace(/{{\s*(\w+)\s*}}/g, (whole, name: string) => {
    return values.has(name) ? escape(values.get(name)) : whole;
  });
}

/** A tag whose content is not for the page: Shopify gathers it elsewhere. */
function untilEnd(
  name: string,
): Exclude<Parameters<Liquid["registerTag"]>[1], new (...parts: never[]) => unknown> {
  return {
    parse(_token, rest) {
      while (rest.length > 0) {
        const token = rest.shift() as { name?: string } | undefined;
        if (token?.name === `end${name}`) return;
      }
      throw new Error(`{% ${name} %} is not closed`);
    },
    render: () => undefined,
  };
}

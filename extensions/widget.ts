/* Builds the storefront widget. Shopify serves the assets as they are, from one flat folder: each is complete here. */
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build, transform, type BuildOptions, type Plugin } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "src/chat");
const assets = join(here, "storefront-chat/assets");

export type Weight = { raw: number; gzip: number; brotli: number };
export type AssetSize = Weight & { name: string };

const languages = ["en", "zh-CN"];

/** In bytes: Shopify's check counts the loader's raw bytes; `allGzip` is all that one shopper downloads. */
export const limits = { loaderRaw: 10_000, loaderGzip: 4_096, allGzip: 30 * 1024 };

const TARGET = ["es2020", "safari15"];

const shared: BuildOptions = {
  bundle: true,
  minify: true,
  target: TARGET,
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  // Smaller than the automatic runtime, which the sources and the app's own settings name for the type checker.
  jsx: "transform",
  jsxFactory: "h",
  jsxFragment: "Fragment",
  tsconfigRaw: { compilerOptions: { strict: true } },
  logOverride: { "unsupported-jsx-comment": "silent" },
};

/** `import css from "./a.css?inline"` gives the minified text, as Vite does in the tests. */
const inlineCss: Plugin = {
  name: "inline-css",
  setup(plugin) {
    plugin.onResolve({ filter: /\.css\?inline$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.replace("?inline", "")),
      namespace: "inline-css",
    }));
    plugin.onLoad({ filter: /.*/, namespace: "inline-css" }, async ({ path }) => {
      const css = await transform(readFileSync(path, "utf8"), {
        loader: "css",
        minify: true,
        target: TARGET,
      });
      return {
        contents: `export default ${JSON.stringify(css.code.trim())}`,
        loader: "js",
        watchFiles: [path],
      };
    });
  },
};

/** Bundles the widget into `outdir` and weighs what came out. */
export async function buildWidget(outdir = assets): Promise<AssetSize[]> {
  mkdirSync(outdir, { recursive: true });
  const plugins = [inlineCss];
  await build({
    ...shared,
    plugins,
    entryPoints: { "chat-loader": join(source, "loader/loader.ts") },
    format: "iife",
    outdir,
  });
  await build({
    ...shared,
    plugins,
    entryPoints: { "chat-panel": join(source, "panel.tsx") },
    inject: [join(source, "h.ts")],
    format: "esm",
    outdir,
  });
  for (const language of languages) {
    await build({
      ...shared,
      stdin: { contents: `export { default as words } from "./words/${language}.json";`, resolveDir: source },
      format: "esm",
      outfile: join(outdir, `chat-words-${language}.js`),
    });
  }
  return readdirSync(outdir)
    .filter((name) => /^chat-.*\.js$/.test(name))
    .map((name) => ({ name, ...weigh(readFileSync(join(outdir, name))) }));
}

/** What is over its limit, one sentence each; empty when all is well. */
export function overweight(sizes: readonly AssetSize[]): string[] {
  const loader = sizes.find(({ name }) => name === "chat-loader.js") ?? { raw: Infinity, gzip: Infinity };
  const weighed: [string, number, number][] = [
    ["chat-loader.js raw", loader.raw, limits.loaderRaw],
    ["chat-loader.js gzip", loader.gzip, limits.loaderGzip],
    ...languages.map((language): [string, number, number] => [
      `all of it in ${language}, gzip`,
      downloaded(sizes, language).gzip,
      limits.allGzip,
    ]),
  ];
  return weighed
    .filter(([, bytes, limit]) => bytes >= limit)
    .map(([what, bytes, limit]) => `${what}: ${bytes} bytes, must be under ${limit}`);
}

/** What a shopper who opens the chat in one language has downloaded in all. */
function downloaded(sizes: readonly AssetSize[], language: string): AssetSize {
  const total: AssetSize = { name: `all, in ${language}`, raw: 0, gzip: 0, brotli: 0 };
  for (const size of sizes) {
    if (size.name.startsWith("chat-words-") && size.name !== `chat-words-${language}.js`) continue;
    for (const kind of ["raw", "gzip", "brotli"] as const) total[kind] += size[kind];
  }
  return total;
}

function weigh(file: Buffer): Weight {
  return {
    raw: file.length,
    gzip: gzipSync(file, { level: 9 }).length,
    brotli: brotliCompressSync(file).length,
  };
}

/** A table of the bytes of each asset, and of all that one shopper downloads. */
export function table(sizes: readonly AssetSize[]): string {
  const row = (cells: readonly (string | number)[]) =>
    cells.map((cell, at) => (at === 0 ? String(cell).padEnd(24) : String(cell).padStart(9))).join("");
  const rows = [...sizes, ...languages.map((language) => downloaded(sizes, language))];
  return [
    row(["widget asset (bytes)", "raw", "gzip", "brotli"]),
    ...rows.map(({ name, raw, gzip, brotli }) => row([name, raw, gzip, brotli])),
  ].join("\n");
}

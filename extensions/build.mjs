/*
 * Builds the storefront widget into the theme extension's assets and keeps it small:
 *   node extensions/build.mjs            build, print the bytes of each asset, fail over a limit
 * Shopify serves the files as they are, from one flat folder, so each is complete and minified here.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build, transform } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "src/chat");
const assets = join(here, "storefront-chat/assets");

const languages = ["en", "zh-CN"];

/** In bytes: Shopify's check counts the loader's raw bytes; `allGzip` is all that one shopper downloads. */
export const limits = { loaderRaw: 10_000, loaderGzip: 4_096, allGzip: 30 * 1024 };

const shared = {
  bundle: true,
  minify: true,
  target: ["es2020", "safari15"],
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  // Smaller than the automatic runtime; the sources name Preact for the type checker.
  jsx: "transform",
  jsxFactory: "h",
  jsxFragment: "Fragment",
};

/** `import css from "./a.css?inline"` gives the minified text, as Vite does in the tests. */
const inlineCss = {
  name: "inline-css",
  setup(plugin) {
    plugin.onResolve({ filter: /\.css\?inline$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.replace("?inline", "")),
      namespace: "inline-css",
    }));
    plugin.onLoad({ filter: /.*/, namespace: "inline-css" }, async ({ path }) => {
      const css = await transform(readFileSync(path, "utf8"), { loader: "css", minify: true, target: shared.target });
      return { contents: `export default ${JSON.stringify(css.code.trim())}`, loader: "js", watchFiles: [path] };
    });
  },
};

export async function buildWidget(outdir = assets) {
  mkdirSync(outdir, { recursive: true });
  for (const name of readdirSync(outdir)) if (/^chat-.*\.js$/.test(name)) rmSync(join(outdir, name));
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
export function overweight(sizes) {
  const loader = sizes.find(({ name }) => name === "chat-loader.js");
  return [
    ["chat-loader.js raw", loader.raw, limits.loaderRaw],
    ["chat-loader.js gzip", loader.gzip, limits.loaderGzip],
    ...languages.map((language) => [`all of it in ${language}, gzip`, downloaded(sizes, language).gzip, limits.allGzip]),
  ]
    .filter(([, bytes, limit]) => bytes >= limit)
    .map(([what, bytes, limit]) => `${what}: ${bytes} bytes, must be under ${limit}`);
}

/** What a shopper who opens the chat in one language has downloaded in all. */
function downloaded(sizes, language) {
  const total = { name: `all, in ${language}`, raw: 0, gzip: 0, brotli: 0 };
  for (const size of sizes) {
    if (size.name.startsWith("chat-words-") && size.name !== `chat-words-${language}.js`) continue;
    for (const kind of ["raw", "gzip", "brotli"]) total[kind] += size[kind];
  }
  return total;
}

function weigh(file) {
  return { raw: file.length, gzip: gzipSync(file, { level: 9 }).length, brotli: brotliCompressSync(file).length };
}

function report(sizes) {
  const row = (cells) => cells.map((cell, at) => String(cell)[at ? "padStart" : "padEnd"](at ? 9 : 24)).join("");
  console.log(row(["widget asset (bytes)", "raw", "gzip", "brotli"]));
  for (const size of sizes) console.log(row(Object.values(size)));
  for (const language of languages) console.log(row(Object.values(downloaded(sizes, language))));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sizes = await buildWidget();
  report(sizes);
  const problems = overweight(sizes);
  for (const problem of problems) console.error(`Too heavy. ${problem}`);
  if (problems.length > 0) process.exit(1);
}

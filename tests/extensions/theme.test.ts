import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { themeCheckRun } from "@shopify/theme-check-node";
import { expect, test } from "vitest";
import { buildWidget, limits, overweight, table } from "../../extensions/widget.ts";
import { blockSchema, blockSource, localeFile, renderedBlock } from "./support/storefront.ts";

const extension = path.resolve("extensions/storefront-chat");

test("the loader stays under 10,000 bytes and 4 KB packed, and all a shopper downloads under 30 KB", async () => {
  const sizes = await buildWidget();
  expect(overweight(sizes), table(sizes)).toEqual([]);
  const heavier = sizes.map((size) =>
    size.name === "chat-loader.js" ? { ...size, raw: limits.loaderRaw } : size,
  );
  expect(overweight(heavier)).toEqual(["chat-loader.js raw: 10000 bytes, must be under 10000"]);
});

test("Shopify's own check of theme extensions has nothing to say", async () => {
  await buildWidget();
  const { offenses } = await themeCheckRun(extension, "theme-check:theme-app-extension");
  expect(offenses.map(({ check, message, uri }) => `${check}: ${message} (${path.basename(uri)})`)).toEqual(
    [],
  );
}, 30_000);

test("the extension holds only folders and files that Shopify takes", () => {
  const folders = readdirSync(extension, { withFileTypes: true });
  expect(
    folders
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort(),
  ).toEqual(["assets", "blocks", "locales"]);
  const toml = readFileSync(path.join(extension, "shopify.extension.toml"), "utf8");
  expect(toml).toMatch(/^type = "theme"$/m);
});

/** Shopify's input settings that we use, and what each must have. Block schemas are not checked by theme-check. */
const known: Record<string, string[]> = {
  header: ["type", "content"],
  color: ["type", "id", "label", "default"],
  select: ["type", "id", "label", "default", "options"],
  range: ["type", "id", "label", "min", "max", "step", "default"],
  text: ["type", "id", "label"],
  textarea: ["type", "id", "label"],
  url: ["type", "id", "label"],
};

test("every setting of the block is one that the theme editor can show", () => {
  const { name, target, settings } = blockSchema();
  expect([name, target]).toEqual(["t:name", "body"]);
  for (const setting of settings) {
    const needs = known[String(setting["type"])];
    expect(needs, JSON.stringify(setting)).toBeDefined();
    expect(Object.keys(setting)).toEqual(expect.arrayContaining(needs ?? []));
    const extra = Object.keys(setting).filter(
      (key) => !["info", "default", "unit", ...(needs ?? [])].includes(key),
    );
    expect(extra).toEqual([]);
  }
  const ids = settings.flatMap(({ id }) => (id ? [id] : []));
  expect(new Set(ids).size).toBe(ids.length);
});

test("a range can be set to its default, in at most 101 steps, and a choice's default is one of its options", () => {
  for (const setting of blockSchema().settings) {
    if (setting["type"] === "range") {
      const {
        min,
        max,
        step,
        default: usual,
      } = setting as Record<"min" | "max" | "step" | "default", number>;
      expect((max - min) / step).toBeLessThanOrEqual(100);
      expect((usual - min) % step).toBe(0);
    }
    if (setting["type"] === "select") {
      const options = (setting["options"] as { value: string }[]).map(({ value }) => value);
      expect(options).toContain(setting["default"]);
    }
  }
});

test("each language of the block has the same words, and every word used is there", () => {
  for (const kind of [".json", ".schema.json"]) {
    expect(keysOf(localeFile("zh-CN" + kind))).toEqual(keysOf(localeFile("en.default" + kind)));
  }
  const used = [...blockSource().matchAll(/'([\w.]+)' \| t\b/g)].map(([, key]) => key);
  expect(new Set(used)).toEqual(new Set(keysOf(localeFile("en.default.json"))));
  const labels = [...JSON.stringify(blockSchema()).matchAll(/"t:([\w.]+)"/g)].map(([, key]) => key);
  expect(new Set(labels)).toEqual(new Set(keysOf(localeFile("en.default.schema.json"))));
});

test("a merchant's words cannot break out of the block's markup", () => {
  const html = renderedBlock({ settings: { greeting: `"><script>alert(1)</script>`, hours: `' onload='x` } });
  expect(html).not.toContain("<script>alert");
  expect(html).toContain("&lt;script&gt;");
  expect(html.match(/<script/g)).toHaveLength(1);
});

test("without JavaScript there is a plain link to the contact page", () => {
  const html = renderedBlock({ settings: { contact_link: "/pages/hello" } });
  expect(html).toMatch(/<a\s+href="\/pages\/hello"/);
  expect(renderedBlock({ locale: "zh-CN" })).toContain("联系我们");
});

function keysOf(value: object, before = ""): string[] {
  return Object.entries(value)
    .flatMap(([key, inner]) =>
      typeof inner === "object" ? keysOf(inner as object, before + key + ".") : [before + key],
    )
    .sort();
}

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Locale } from "./liquid.ts";

type Words = Readonly<Record<string, string>>;

/** The small theme's own words, flat keys; null when a key is missing. */
export function themeWords(locale: Locale, key: string): string | null {
  return wordsIn(locale)[key] ?? wordsIn("en")[key] ?? null;
}

function wordsIn(locale: Locale): Words {
  return JSON.parse(readFileSync(resolve(import.meta.dirname, "words", `${locale}.json`), "utf8")) as Words;
}

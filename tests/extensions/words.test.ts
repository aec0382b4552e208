import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { clockFor, knownLocale } from "../../extensions/src/chat/pure/days";
import { sayer } from "../../extensions/src/chat/pure/wording";
import { dictionary } from "../../extensions/src/chat/loader/config";
import en from "../../extensions/src/chat/words/en.json";
import zh from "../../extensions/src/chat/words/zh-CN.json";

const source = path.resolve("extensions/src/chat");
const code = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => readFileSync(path.join(source, name), "utf8"))
  .join("\n");

test("Chinese has every sentence that English has; only the singular forms are English alone", () => {
  const plain = Object.keys(en).filter((key) => !key.endsWith("_one"));
  expect(Object.keys(zh).sort()).toEqual(plain.sort());
});

test("a sentence fills in the same names in both languages", () => {
  const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
  const words: Record<string, string> = en;
  for (const [key, text] of Object.entries(zh))
    expect([key, names(text)]).toEqual([key, names(words[key] ?? "")]);
});

test("no sentence is left that nobody says", () => {
  const families = ["step_", "stage_", "code_"];
  const unused = Object.keys(en).filter((key) => {
    const word = key.replace(/_one$/, "");
    const family = families.find((start) => word.startsWith(start));
    return !code.includes(`"${word}"`) && !(family && new RegExp(`["\`]${family}["$]`).test(code));
  });
  expect(unused).toEqual([]);
});

test("one photo is a photo, two are photos, and Chinese does not care", () => {
  const say = sayer(en, "en");
  expect([say("photo_count", { count: 1 }), say("photo_count", { count: 2 })]).toEqual([
    "1 photo",
    "2 photos",
  ]);
  expect(sayer(zh, "zh-CN")("photo_count", { count: 1 })).toBe("1 张照片");
});

test("a shopper's own text is filled in as it is, braces and dollars included", () => {
  expect(sayer(en, "en")("typing", { name: "{name} $& <b>" })).toBe("{name} $& <b> is typing");
});

test("Chinese shoppers read Chinese whatever their locale is called, all others English", () => {
  expect(["zh", "zh-CN", "zh-TW", "ZH-Hans"].map(dictionary)).toEqual(Array(4).fill("zh-CN"));
  expect(["en", "de-DE", "", "zhx"].map(dictionary)).toEqual(Array(4).fill("en"));
});

test("a day is named today, yesterday, or by its date", () => {
  const clock = clockFor("en-GB", { today: "Today", yesterday: "Yesterday" });
  const now = new Date(2026, 10, 22, 9).getTime();
  const at = (day: number) => new Date(2026, 10, day, 18).toISOString();
  expect([22, 21, 18].map((day) => clock.day(at(day), now))).toEqual([
    "Today",
    "Yesterday",
    "18 November 2026",
  ]);
  expect(clock.time("not a date")).toBe("");
});

test("a storefront locale no browser knows falls back instead of failing", () => {
  expect(knownLocale("en_wrong!", "en")).toBe("en");
  expect(knownLocale("pt-br", "en")).toBe("pt-BR");
});

import { expect, test } from "vitest";

import { languageTag, localeFor, words } from "~/kit/words";

test("whoever asks for any Chinese gets Chinese, everybody else English", () => {
  expect(["zh", "zh-TW", "zh-Hans-CN", "ZH-cn"].map(localeFor)).toEqual(Array(4).fill("zh-CN"));
  expect(["de", "en-GB", "", null, undefined, "zhoo"].map(localeFor)).toEqual(Array(6).fill("en"));
});

test("what is no language, however much it looks like one, is English to everybody who formats", () => {
  expect(["de", "zh-hans-cn", "pt-BR"].map(languageTag)).toEqual(["de", "zh-Hans-CN", "pt-BR"]);
  const odd = [
    "",
    "{{ shop.name }}",
    "en-aa-bb",
    "de-1996-1996",
    "en-latn-latn",
    "x".repeat(99),
    "i-klingon",
  ];
  expect(odd.map(languageTag)).toEqual(odd.map(() => "en"));
});

test("a sentence is filled in, with plurals as the language has them", () => {
  const say = words("en");
  expect(say("orders.lateBadge", { days: 1 })).toBe("late by 1 day");
  expect(say("orders.lateBadge", { days: 4 })).toBe("late by 4 days");
  expect(words("zh-CN")("orders.lateBadge", { days: 4 })).toBe("迟到 4 天");
});

test("markup in what is filled in stays text", () => {
  expect(words("en")("orders.arrived", { arrived: "<b>{x}</b>" })).toBe("Arrived <b>{x}</b>");
});

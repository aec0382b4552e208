import { IntlMessageFormat } from "intl-messageformat";

import board from "~/locales/en/board.json";
import cases from "~/locales/en/cases.json";
import common from "~/locales/en/common.json";
import editor from "~/locales/en/editor.json";
import health from "~/locales/en/health.json";
import home from "~/locales/en/home.json";
import inbox from "~/locales/en/inbox.json";
import mail from "~/locales/en/mail.json";
import money from "~/locales/en/money.json";
import orders from "~/locales/en/orders.json";
import portal from "~/locales/en/portal.json";
import privacy from "~/locales/en/privacy.json";
import returns from "~/locales/en/returns.json";
import settings from "~/locales/en/settings.json";
import zhBoard from "~/locales/zh-CN/board.json";
import zhCases from "~/locales/zh-CN/cases.json";
import zhCommon from "~/locales/zh-CN/common.json";
import zhEditor from "~/locales/zh-CN/editor.json";
import zhHealth from "~/locales/zh-CN/health.json";
import zhHome from "~/locales/zh-CN/home.json";
import zhInbox from "~/locales/zh-CN/inbox.json";
import zhMail from "~/locales/zh-CN/mail.json";
import zhMoney from "~/locales/zh-CN/money.json";
import zhOrders from "~/locales/zh-CN/orders.json";
import zhPortal from "~/locales/zh-CN/portal.json";
import zhPrivacy from "~/locales/zh-CN/privacy.json";
import zhReturns from "~/locales/zh-CN/returns.json";
import zhSettings from "~/locales/zh-CN/settings.json";

const english = {
  board,
  cases,
  common,
  editor,
  health,
  home,
  inbox,
  mail,
  money,
  orders,
  portal,
  privacy,
  returns,
  settings,
};
type Sentences = { [Space in keyof typeof english]: Record<keyof (typeof english)[Space], string> };

const chinese: Sentences = {
  board: zhBoard,
  cases: zhCases,
  common: zhCommon,
  editor: zhEditor,
  health: zhHealth,
  home: zhHome,
  inbox: zhInbox,
  mail: zhMail,
  money: zhMoney,
  orders: zhOrders,
  portal: zhPortal,
  privacy: zhPrivacy,
  returns: zhReturns,
  settings: zhSettings,
};

/** "namespace.key" of a sentence in app/locales; a sentence that is missing does not compile. */
export type Word = {
  [Space in keyof typeof english]: `${Space}.${Extract<keyof (typeof english)[Space], string>}`;
}[keyof typeof english];

/** What a sentence's ICU placeholders may be filled with. */
export type Values = Readonly<Record<string, string | number | Date>>;
export type Say = (word: Word, values?: Values) => string;
export type Locale = "en" | "zh-CN";

/** The language we speak to somebody who asked for this one: Chinese of any kind gets zh-CN, others English. */
export function localeFor(tag: string | null | undefined): Locale {
  return /^zh\b/i.test(tag ?? "") ? "zh-CN" : "en";
}

/** A language tag that every Intl function takes: what somebody sent, or English when it is none. */
export function languageTag(text: string): string {
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i.test(text)) return "en";
  try {
    return Intl.getCanonicalLocales(text)[0] ?? "en";
  } catch {
    return "en";
  }
}

const ready = new Map<string, IntlMessageFormat>();

/** A speaker in that language: `say("inbox.empty")`, `say("returns.window", { days: 30 })`. */
export function words(locale: Locale): Say {
  return (word, values) => {
    const key = `${locale}:${word}`;
    const known = ready.get(key);
    const sentence =
      known ?? new IntlMessageFormat(sentenceOf(locale, word), locale, undefined, { ignoreTag: true });
    if (!known) ready.set(key, sentence);
    return String(sentence.format(values as Record<string, string>));
  };
}

function sentenceOf(locale: Locale, word: Word): string {
  const dot = word.indexOf(".");
  const space = word.slice(0, dot) as keyof Sentences;
  const sentences: Record<string, string> = (locale === "zh-CN" ? chinese : english)[space];
  return sentences[word.slice(dot + 1)] ?? word;
}

/** What the block's settings say, read once from the element Shopify rendered. */
export type Config = {
  panel: string;
  proxy: string;
  locale: string;
  customer: string;
  shop: string;
  contact: string;
  side: "left" | "right";
  x: number;
  y: number;
  accent: string;
  ink: string;
  scheme: string;
  greeting: string;
  replies: string;
  hours: string;
  say: { open: string; close: string; unread: string; failed: string; retry: string; contact: string };
};

type Attributes = Record<string, string | undefined>;

/** Settings with a safe value for each that is missing: an old theme may hold a half-saved block. */
export function configOf(data: Attributes): Config {
  const word = (name: string, otherwise = "") => data[name] || otherwise;
  return {
    panel: word("panel"),
    proxy: word("proxy", "/apps/goodturn").replace(/\/+$/, ""),
    locale: word("locale", "en"),
    customer: word("customer"),
    shop: word("shop"),
    contact: word("contact", "/pages/contact"),
    side: data["side"] === "left" ? "left" : "right",
    x: pixels(data["x"]),
    y: pixels(data["y"]),
    accent: word("accent", "#1f2a24"),
    ink: word("ink", "#ffffff"),
    scheme: word("scheme", "theme"),
    greeting: word("greeting"),
    replies: word("replies"),
    hours: word("hours"),
    say: {
      open: word("sayOpen"),
      close: word("sayClose"),
      unread: word("sayUnread"),
      failed: word("sayFailed"),
      retry: word("sayRetry"),
      contact: word("sayContact"),
    },
  };
}

/** The dictionary we have for a storefront's language: Chinese in any spelling, else English. */
export function dictionary(locale: string): "en" | "zh-CN" {
  return /^zh\b/i.test(locale) ? "zh-CN" : "en";
}

function pixels(text: string | undefined): number {
  const number = Number(text);
  return text && number >= 0 && number <= 400 ? number : 20;
}

import english from "../words/en.json";

export type Word = keyof typeof english;
type Fill = Record<string, string | number>;
export type Say = (word: Word, fill?: Fill) => string;

/**
 * The panel's sentences in one language; what a dictionary lacks is said in English. A count chooses between
 * `word_one` and `word` by the language's own plural rule.
 */
export function sayer(words: Record<string, string> | null, locale: string): Say {
  const plural = pluralOf(locale);
  const find = (word: string) => words?.[word] ?? (english as Record<string, string>)[word];
  return (word, fill = {}) => {
    const count = fill["count"];
    const one = typeof count === "number" && plural(count) === "one" ? find(word + "_one") : undefined;
    const text = one ?? find(word) ?? word;
    return text.replace(/\{(\w+)\}/g, (_, name: string) => String(fill[name] ?? ""));
  };
}

function pluralOf(locale: string): (count: number) => string {
  try {
    const rules = new Intl.PluralRules(locale);
    return (count) => rules.select(count);
  } catch {
    return (count) => (count === 1 ? "one" : "other");
  }
}

import type english from "../words/en.json";

export type Word = keyof typeof english;
type Fill = Record<string, string | number>;
export type Say = (word: Word, fill?: Fill) => string;

/** The panel's sentences in one language. A count chooses `word_one` or `word` by the language's own plural rule. */
export function sayer(words: Record<string, string>, locale: string): Say {
  const plural = new Intl.PluralRules(locale);
  return (word, fill = {}) => {
    const count = fill["count"];
    const one =
      typeof count === "number" && plural.select(count) === "one" ? words[word + "_one"] : undefined;
    const text = one ?? words[word] ?? word;
    return text.replace(/\{(\w+)\}/g, (_, name: string) => String(fill[name] ?? ""));
  };
}

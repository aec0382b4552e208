import { afterEach, beforeEach } from "vitest";

const said: string[] = [];

/** A line on console.error is a failure nobody has looked at yet. */
console.error = (...words: unknown[]) => void said.push(words.map(String).join(" "));

beforeEach(() => void said.splice(0));

afterEach(() => {
  if (said.length > 0) throw new Error(`console.error was called:\n${said.splice(0).join("\n")}`);
});

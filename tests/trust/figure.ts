import fs from "node:fs";
import path from "node:path";

const file = path.resolve(import.meta.dirname, "../../.data/reports/trust.jsonl");

/** What was reached and what was asked for, in people's words: "0 lost of 2,000", "0 lost". */
export type Figure = { readonly reached: string; readonly asked: string };

/** Keeps the figure that a test reached for a row of the trust matrix ("WH-6"); `npm run trust` prints the last one. */
export function figure(row: string, { reached, asked }: Figure): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.appendFileSync(file, `${JSON.stringify({ row, reached, asked, at: new Date().toISOString() })}\n`);
}

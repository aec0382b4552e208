import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Difference } from "./compare.ts";
import { judge, readExplained } from "./explained.ts";
import type { Verdict } from "./explained.ts";
import { replay } from "./replay.ts";

export type Played = Verdict & { files: string[]; differences: Difference[] };

/** Plays every recording of a folder and holds the differences against the explained ones. */
export async function playFolder(folder: string): Promise<Played> {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort();
  const differences: Difference[] = [];
  for (const file of files)
    differences.push(...(await replay(file, readFileSync(join(folder, file), "utf8"))));
  return { files, differences, ...judge(differences, readExplained(), files) };
}

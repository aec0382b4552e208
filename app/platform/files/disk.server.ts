import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { NotFound } from "~/kit/failures";
import { env } from "~/platform/env.server";

import type { Store } from "./store";

/** Files in a folder that web and worker share (FILES_DIR). */
export const disk: Store = {
  save: async (key, bytes) => {
    const file = placeOf(key);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes, { flag: "wx" });
  },
  read: (key) =>
    readFile(placeOf(key)).catch(() => {
      throw new NotFound("No such file");
    }),
  remove: (key) => rm(placeOf(key), { force: true }),
};

function placeOf(key: string): string {
  return path.join(env().FILES_DIR, key.slice(0, 2), key);
}

import fs from "node:fs";
import path from "node:path";
import { ESLint, type Linter } from "eslint";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { rooms, rulesFor } from "../eslint.config.js";
import { violations } from "./support/violations.ts";
import { figure } from "./trust/figure.ts";

const root = path.resolve(import.meta.dirname, "..");

describe("the floors", () => {
  const site = path.join(root, ".cache", `house-${process.pid}`);
  const found = new Map<string, string[]>();

  beforeAll(async () => {
    const files = violations.flatMap(({ at, code, beside }) => [
      [at, code] as const,
      ...Object.entries(beside ?? {}),
    ]);
    for (const [file, code] of files) write(path.join(site, file), code);
    write(path.join(site, "tsconfig.json"), siteSettings());
    const eslint = new ESLint({
      cwd: site,
      overrideConfigFile: true,
      baseConfig: rulesFor(site) as Linter.Config[],
    });
    for (const { filePath, messages } of await eslint.lintFiles(["."])) {
      const told = messages.map(({ ruleId, message }) => `${ruleId}: ${message}`);
      found.set(path.relative(site, filePath), told);
    }
  }, 120_000);

  afterAll(() => fs.rmSync(site, { recursive: true, force: true }));

  test.each(violations)("refuse $what", ({ at, because }) => {
    if (because === null) expect(found.get(at)).toEqual([]);
    else expect(found.get(at)).toContainEqual(expect.stringContaining(because));
  });

  test("SH-6: no secret is compared letter by letter, and nowhere is a rule told to be silent", () => {
    const guessed = violations.filter(({ because }) => because?.startsWith("Comparing stops"));
    expect(guessed.length).toBeGreaterThan(1);
    for (const { at } of guessed) expect(found.get(at)).toHaveLength(1);
    const silenced = filesBelow("app").filter((file) =>
      /eslint-disable(?!-next-line no-console)/.test(read(file)),
    );
    expect(silenced).toEqual([]);
    figure("SH-6", { reached: "0 secrets or their prints compared with ===", asked: "0 (lint rule)" });
  });
});

/** The real compiler settings, over the fixture's own `app`. */
function siteSettings(): string {
  const paths = { "~/*": ["./app/*"] };
  return JSON.stringify({
    extends: "../../tsconfig.json",
    compilerOptions: { baseUrl: ".", paths },
    include: ["app", "tests"],
  });
}

function write(file: string, text: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

describe("the budgets", () => {
  test("the porch shows at most 16 entries", () => {
    const visible = fs
      .readdirSync(root)
      .filter((name) => !name.startsWith(".") && !["node_modules", "build"].includes(name));
    expect(visible.length, visible.join(" ")).toBeLessThanOrEqual(16);
  });

  test("a folder holds at most 20 files", () => {
    const crowded = foldersIn("app", "extensions", "prisma", "tests").filter(
      ({ files }) => files.length > 20,
    );
    expect(crowded.map(({ folder, files }) => `${folder}: ${files.length}`)).toEqual([]);
  });
});

describe("the mirror", () => {
  const inhabited = rooms.filter((room) => fs.existsSync(path.join(root, "app", room)));
  const testsOf = (room: string) => filesBelow(`tests/${room}`).filter((file) => /\.test\.tsx?$/.test(file));

  test("every test of a room proves a file that is there", () => {
    const orphans = inhabited.flatMap((room) =>
      testsOf(room).filter((file) => {
        const proved = file.replace(/^tests/, "app").replace(/\.test\.tsx?$/, "");
        return ![".ts", ".tsx"].some((ending) => fs.existsSync(path.join(root, proved + ending)));
      }),
    );
    expect(orphans).toEqual([]);
  });

  test("every pure file of a room that decides something has its test", () => {
    const unproved = inhabited.flatMap((room) =>
      filesBelow(`app/${room}`)
        .filter((file) => file.endsWith(".ts") && !file.endsWith(".server.ts"))
        .filter((file) => /^export (async )?function|^export const \w+ = (async )?\(/m.test(read(file)))
        .filter(
          (file) =>
            !fs.existsSync(path.join(root, file.replace(/^app/, "tests").replace(/\.ts$/, ".test.ts"))),
        ),
    );
    expect(unproved).toEqual([]);
  });
});

describe("the words", () => {
  const languages = fs.readdirSync(path.join(root, "app/locales"));

  test.each(filesBelow("app/locales/en").map((file) => path.basename(file)))(
    "%s says the same in every language",
    (file) => {
      const english = phrases("en", file);
      for (const language of languages) {
        const other = phrases(language, file);
        expect(Object.keys(other).sort(), language).toEqual(Object.keys(english).sort());
        for (const [key, phrase] of Object.entries(other))
          expect(gaps(phrase), key).toEqual(gaps(english[key] ?? ""));
      }
    },
  );
});

const phrases = (language: string, file: string) =>
  JSON.parse(read(`app/locales/${language}/${file}`)) as Record<string, string>;

/** The names a phrase wants filled in: {name}, {count, plural, ...}. */
const gaps = (phrase: string) =>
  [...new Set([...phrase.matchAll(/\{(\w+)(?=[,}])/g)].map(([, name]) => name))].sort();

describe("the packages", () => {
  type Package = {
    version: string;
    resolved?: string;
    hasInstallScript?: boolean;
    optionalDependencies?: object;
  };
  const lock = JSON.parse(read("package-lock.json")) as { packages: Record<string, Package> };
  const packages = Object.entries(lock.packages);

  test("the lockfile knows the binaries of every platform, so that a Mac installs too", () => {
    const missing = packages.flatMap(([place, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !isReachable(place, name))
        .map((name) => `${place}: ${name}`),
    );
    expect(missing).toEqual([]);
  });

  function isReachable(place: string, name: string): boolean {
    const here = place ? `${place}/node_modules/${name}` : `node_modules/${name}`;
    if (lock.packages[here]) return true;
    const above = place.lastIndexOf("/node_modules/");
    return place !== "" && isReachable(above < 0 ? "" : place.slice(0, above), name);
  }

  test("the lockfile names no download address", () => {
    expect(packages.filter(([, { resolved }]) => resolved).map(([place]) => place)).toEqual([]);
  });

  test("for every package with an install script it is decided whether it may run", () => {
    const { allowScripts } = JSON.parse(read("package.json")) as { allowScripts: Record<string, boolean> };
    const scripted = packages.filter(([, { hasInstallScript }]) => hasInstallScript);
    const names = scripted.map(([place]) => place.slice(place.lastIndexOf("node_modules/") + 13));
    expect(names.filter((name) => !(name in allowScripts))).toEqual([]);
  });
});

function read(file: string): string {
  return fs.readFileSync(path.join(root, file), "utf8");
}

function filesBelow(folder: string): string[] {
  return foldersIn(folder).flatMap(({ folder: place, files }) => files.map((file) => `${place}/${file}`));
}

function foldersIn(...folders: string[]): { folder: string; files: string[] }[] {
  return folders.flatMap((folder) => {
    const place = path.join(root, folder);
    if (!fs.existsSync(place)) return [];
    const entries = fs.readdirSync(place, { withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    const inner = entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${folder}/${name}`);
    return [{ folder, files }, ...foldersIn(...inner)];
  });
}

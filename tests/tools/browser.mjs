// Runs on any Node from 18 on.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

import { root, run, step, Stop } from "./steps.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Path of the browser for the journeys: CHROMIUM_PATH, else Playwright's own, else the system's; null when none. */
export function findBrowser() {
  const wished = process.env.CHROMIUM_PATH;
  if (wished) {
    if (existsSync(wished)) return wished;
    throw new Stop(`CHROMIUM_PATH names ${wished}, but there is no such file. Correct it or unset it.`);
  }
  return [playwrights(), ...names.map(onPath), ...places].find((file) => file && existsSync(file)) ?? null;
}

function playwrights() {
  const ask = 'process.stdout.write(require("playwright-core").chromium.executablePath())';
  return spawnSync(path.join(root, "node_modules/.bin/node"), ["-e", ask], { cwd: root }).stdout?.toString();
}

function onPath(name) {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
}

/** Finds the browser, or installs Debian's when we may; else says what to install. */
export async function ensureBrowser() {
  const found = findBrowser();
  if (found) return found;
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version"))
    throw new Stop(
      "The journeys need Chromium. Install it (Debian, Ubuntu: sudo apt-get install chromium) or set CHROMIUM_PATH.",
    );
  await step("Installing Chromium", async () => {
    const advice =
      "Chromium could not be installed. Run `apt-get update && apt-get install chromium`, or set CHROMIUM_PATH.";
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    const fonts = ["fonts-liberation", "fonts-wqy-zenhei", "fonts-noto-color-emoji"];
    await run(["apt-get", "update", "-qq"], { env, advice });
    await run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", ...fonts], {
      env,
      advice,
    });
  });
  const installed = findBrowser();
  if (!installed) throw new Stop("Chromium was installed, but is not to be found. Set CHROMIUM_PATH to it.");
  return installed;
}

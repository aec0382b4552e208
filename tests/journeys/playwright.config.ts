import { defineConfig } from "@playwright/test";

import { browserLaunch, places, userAgent } from "../support/browser.ts";

/** The journeys play on a demo of their own, fresh and on other ports; `npm run demo` may go on beside it. */
export default defineConfig({
  testDir: ".",
  testMatch: "*.test.ts",
  outputDir: "../../.data/journeys-output",
  timeout: 150_000,
  expect: { timeout: 10_000 },
  // One shop, one story at a time: journeys share the demo.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env["CI"]),
  use: {
    launchOptions: browserLaunch(),
    userAgent,
    locale: "en-US",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1600, height: 900 },
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
  },
  webServer: {
    command: `node tests/tools/demo.ts --fresh --quiet --data .data/journeys --port-base ${places.base}`,
    cwd: "../..",
    wait: { stdout: /Goodturn runs/ },
    timeout: 180_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
    stdout: "ignore",
    stderr: "pipe",
  },
});

import { vitePlugin as remix } from "@remix-run/dev";
import type {} from "@remix-run/node";
import path from "node:path";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

const goodturn = remix({
  ignoredRouteFiles: ["**/.*"],
  future: {
    v3_fetcherPersist: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    v3_singleFetch: true,
    v3_lazyRouteDiscovery: false,
    v3_routeConfig: true,
  },
});

/**
 * Remix builds one server entry: its own. Our two processes join it in the same graph, so that web, worker
 * and routes share one copy of every module. Must stand after Remix in the plugin list.
 */
const processes: Plugin = {
  name: "goodturn:processes",
  apply: "build",
  config: (_config, { isSsrBuild }) =>
    isSsrBuild
      ? {
          build: {
            target: "node22",
            sourcemap: true,
            rollupOptions: {
              input: ["app/server.ts", "app/worker.ts", "app/operate.ts"],
              output: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
            },
          },
        }
      : {},
};

/** A comment that a package wrote where Rollup cannot use it; a route with nothing for the browser. */
const harmless = new Set(["INVALID_ANNOTATION", "EMPTY_BUNDLE"]);

const unit = {
  extends: true as const,
  resolve: { alias: { "~": path.resolve("app") } },
};

export default defineConfig({
  plugins: process.env["VITEST"] ? [] : [goodturn, processes],
  resolve: { alias: { "~": path.resolve("app") } },
  build: {
    // The same for both builds: a stylesheet's name carries its hash, and server and browser must agree on it.
    cssTarget: ["chrome111", "edge111", "firefox114", "safari16.4"],
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rollupOptions: {
      onwarn: (warning, warn) => (harmless.has(warning.code ?? "") ? undefined : warn(warning)),
    },
    chunkSizeWarningLimit: 1500,
  },
  test: {
    reporters: [["default", { summary: false }]],
    // Many tests wait for a browser or a database: two at a time even on two cores.
    maxWorkers: 2,
    projects: [
      {
        ...unit,
        test: {
          name: "pure",
          include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
          exclude: ["tests/**/*.server.test.ts", "tests/journeys/**"],
          setupFiles: ["tests/support/setup.ts"],
        },
      },
      {
        ...unit,
        test: {
          name: "act",
          include: ["tests/**/*.server.test.ts"],
          globalSetup: ["tests/support/database.ts"],
          setupFiles: ["tests/support/setup.ts", "tests/support/own-database.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});

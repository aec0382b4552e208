import { createRequire } from "node:module";
import path from "node:path";

import { createRequestHandler, type ServerBuild } from "@remix-run/node";

import { startShift } from "~/platform/work.server";

type Entry = { id: string; file: string; path?: string; index?: boolean; parentId?: string };
type Handle = {
  readonly permission: string;
  readonly action?: string | Readonly<Record<string, string>>;
};
type Module = ServerBuild["routes"][string]["module"] & { handle?: Handle };

/** One route as Remix serves it: where it lives, its address with ":params", and its module. */
export type Door = {
  readonly id: string;
  readonly file: string;
  readonly address: string;
  readonly module: Module;
  /** A page renders a document; the others answer with what they say themselves. */
  readonly isPage: boolean;
  readonly isIndex: boolean;
};

const app = path.resolve("app");

/** The routes as app/routes.ts names them, with Remix's own reading of the folders. */
async function routeManifest(): Promise<Record<string, Entry>> {
  const own = createRequire(import.meta.url)("@remix-run/dev/dist/config/routes.js") as {
    setRouteConfigAppDirectory(directory: string): void;
    configRoutesToRouteManifest(routes: unknown): Record<string, Entry>;
  };
  own.setRouteConfigAppDirectory(app);
  const { default: routes } = await import("~/routes");
  return own.configRoutesToRouteManifest(routes);
}

function addressIn(manifest: Record<string, Entry>, { parentId, path: own = "" }: Entry): string {
  const parent = parentId ? manifest[parentId] : undefined;
  const above = parent ? addressIn(manifest, parent) : "";
  return own === "" ? above : `${above}/${own}`;
}

export type House = {
  readonly doors: readonly Door[];
  /** Answers a request as the running app does: Remix's own handler over all routes. */
  readonly ask: (request: Request) => Promise<Response>;
};

/** The whole app in this process, without its assets: every route is here, because app/routes.ts says so. */
export async function openHouse(): Promise<House> {
  const manifest = await routeManifest();
  const root: Entry = { id: "root", file: "root.tsx", path: "" };
  const all = { root, ...manifest };
  const modules = await Promise.all(
    Object.values(all).map(async (entry) => [entry, (await load(entry.file)) as Module] as const),
  );
  const routes = Object.fromEntries(modules.map(([entry, module]) => [entry.id, { ...entry, module }]));
  const build = {
    mode: "production",
    entry: { module: await import("~/entry.server") },
    routes,
    assets: assetsOf(modules),
    publicPath: "/",
    assetsBuildDirectory: "build/client",
    isSpaMode: false,
    future: {
      v3_fetcherPersist: true,
      v3_relativeSplatPath: true,
      v3_throwAbortReason: true,
      v3_routeConfig: true,
      v3_singleFetch: true,
      v3_lazyRouteDiscovery: false,
      unstable_optimizeDeps: false,
    },
  } as unknown as ServerBuild;
  return {
    doors: modules
      .filter(([{ id }]) => id !== "root")
      .map(([entry, module]) => ({
        id: entry.id,
        file: entry.file,
        address: addressIn(all, entry) || "/",
        module,
        isPage: module.default !== undefined,
        isIndex: entry.index === true,
      })),
    ask: createRequestHandler(build, "production"),
  };
}

/** Makes the queue's tables, as the first start of a worker does. */
export async function openQueue(): Promise<void> {
  const end = await startShift({ posts: {}, reactionsTo: () => [] });
  await end();
}

async function load(file: string): Promise<unknown> {
  return import(path.join(app, file));
}

function assetsOf(modules: (readonly [Entry, Module])[]) {
  const routes = modules.map(([{ file: _file, ...entry }, module]) => [
    entry.id,
    {
      ...entry,
      module: `/assets/${entry.id}.js`,
      imports: [],
      hasAction: module.action !== undefined,
      hasLoader: module.loader !== undefined,
      hasErrorBoundary: module.ErrorBoundary !== undefined,
      hasClientAction: false,
      hasClientLoader: false,
    },
  ]);
  const entry = { module: "/assets/entry.js", imports: [] };
  return { entry, routes: Object.fromEntries(routes) as object, url: "/assets/manifest.js", version: "1" };
}

import { adminDoor } from "./admin/door.ts";
import { Clock } from "./clock.ts";
import { readAppConfig } from "./config.ts";
import type { AppConfig } from "./config.ts";
import { listen, serverFor, text } from "./http.ts";
import type { Handler, Listening } from "./http.ts";
import { Keeper, readKept } from "./keep.ts";
import type { Kept } from "./keep.ts";
import { Mailbox } from "./mailbox/mailbox.ts";
import { mailboxSite } from "./mailbox/server.ts";
import { payloadOf } from "./payloads/payload.ts";
import { staffOf } from "./platform.ts";
import type { Platform } from "./platform.ts";
import { createStore } from "./store.ts";
import { storefrontSite } from "./theme/site.ts";
import type { Store, StoreOptions } from "./store.ts";
import { TokenOffice } from "./tokens.ts";
import { startTunnel } from "./tunnel.ts";
import { Webhooks } from "./webhooks.ts";

export type Ports = { admin: number; storefront: number; mailbox: number; smtp: number; tunnel: number };

export type StartOptions = {
  /** The shops, Fern & Flax alone when absent. The first one gets the storefront's port. */
  shops?: readonly (Pick<StoreOptions, "domain"> & Partial<StoreOptions>)[];
  /** 0, the default, takes any free port. */
  ports?: Partial<Ports>;
  /** Where the app listens; may be set later through `app.url`. With a tunnel, Shopify reaches it there. */
  appUrl?: string;
  /** Starts the tunnel in front of the app: what a browser needs. */
  tunnel?: boolean;
  /** The app's API secret. */
  secret?: string;
  config?: AppConfig;
  /** The app is installed in every shop from the start; default true. */
  installed?: boolean;
  /** Fills an empty shop with its people and orders. */
  seed?: (store: Store) => void | Promise<void>;
  /** Where the state is kept between two starts. */
  stateFile?: string;
  /** Where the moved time is told to the app's processes (DEV_STORE_CLOCK). */
  clockFile?: string;
  /** Milliseconds before each webhook retry. */
  retryAfter?: readonly number[];
};

export type RunningStore = Platform & {
  /** What DEV_STORE_URL must be for the app. */
  readonly url: string;
  readonly adminUrl: string;
  readonly storefrontUrl: string;
  readonly mailboxUrl: string;
  readonly smtpPort: number;
  readonly smtpUrl: string;
  /** What SHOPIFY_APP_URL must be when the tunnel runs, else null. */
  readonly tunnelUrl: string | null;
  store(domain?: string): Store;
  /** Says where the app listens, once that is known. */
  appListens(url: string): void;
  close(): Promise<void>;
};

const fernAndFlax = "fern-and-flax.myshopify.com";
export const defaultSecret = "goodturn-dev-secret";

/** Starts a stand-in Shopify. Everything is on this machine; nothing is left behind after `close()`. */
export async function startStore(options: StartOptions = {}): Promise<RunningStore> {
  const opened: Closing[] = [];
  try {
    return await open(options, opened);
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
}

type Closing = { close(): Promise<void> };

async function open(options: StartOptions, opened: Closing[]): Promise<RunningStore> {
  const shops = new Map<string, Store>();
  const doors = await openDoors(options, opened);
  const platform = newPlatform(options, { shops, doors });
  opened.push(platform.webhooks, platform.mailbox);
  const smtpPort = await platform.mailbox.start(options.ports?.smtp ?? 0);
  const tunnelUrl = await openTunnel(options, platform, opened);

  const wanted = options.shops ?? [{ domain: fernAndFlax, shop: { name: "Fern & Flax" } }];
  const storefronts = await openShops(options, { platform, shops, wanted, opened });
  const keeper = await fill(options, platform);
  doors.admin.handle = adminDoor(platform);
  doors.mailbox.handle = mailboxSite(platform.mailbox);

  const store = (domain = wanted[0]?.domain ?? ""): Store => {
    const found = shops.get(domain);
    if (!found) throw new Error(`This stand-in store has no shop ${domain}`);
    return found;
  };
  return {
    ...platform,
    url: doors.admin.url,
    adminUrl: doors.admin.url,
    storefrontUrl: storefronts[0] ?? "",
    mailboxUrl: doors.mailbox.url,
    smtpPort,
    smtpUrl: `smtp://localhost:${smtpPort}`,
    tunnelUrl,
    store,
    appListens: (url) => Object.assign(platform.app, tunnelUrl ? { listens: url } : { listens: url, url }),
    close: async () => {
      keeper?.save();
      await closeAll(opened);
    },
  };
}

type Door = Listening & { handle: Handler };
type Doors = { admin: Door; mailbox: Door };

/** Servers come first, because addresses are part of the state; what they answer follows. */
async function openDoors(options: StartOptions, opened: Closing[]): Promise<Doors> {
  const admin = await openDoor("the store's admin", options.ports?.admin ?? 0);
  opened.push(admin);
  const mailbox = await openDoor("the mailbox", options.ports?.mailbox ?? 0);
  opened.push(mailbox);
  return { admin, mailbox };
}

async function openDoor(what: string, port: number): Promise<Door> {
  const door: { handle: Handler } = { handle: () => text("Just a moment.", 503) };
  const listening = await listen(
    what,
    port,
    serverFor((ask) => door.handle(ask)),
  );
  return Object.assign(door, listening);
}

function newPlatform(
  options: StartOptions,
  { shops, doors }: { shops: Map<string, Store>; doors: Doors },
): Platform {
  const config = options.config ?? readAppConfig();
  const secret = options.secret ?? defaultSecret;
  const clock = new Clock(options.clockFile ?? null);
  const app = {
    url: options.appUrl ?? config.applicationUrl,
    listens: options.appUrl ?? config.applicationUrl,
  };
  const office = new TokenOffice({
    clientId: config.clientId,
    secret,
    scopes: config.scopes,
    now: () => clock.now(),
    staff: (shop) => staffOf(shops.get(shop)),
  });
  const webhooks = new Webhooks({
    config,
    secret,
    office,
    clock,
    app: () => app.url,
    payload: payloadOf,
    retryAfter: options.retryAfter ?? [50, 100, 200, 400, 800, 1600, 3200, 6400],
  });
  const mailbox = new Mailbox(() => clock.now());
  const urls = { admin: doors.admin.url, mailbox: doors.mailbox.url };
  return { config, secret, clock, office, webhooks, mailbox, shops, themes: new Map(), app, urls };
}

async function openTunnel(
  options: StartOptions,
  platform: Platform,
  opened: Closing[],
): Promise<string | null> {
  if (!options.tunnel) return null;
  const port = options.ports?.tunnel ?? 0;
  const tunnel = await startTunnel({ port, app: () => platform.app.listens, adminUrl: platform.urls.admin });
  opened.push(tunnel);
  platform.app.url = tunnel.url;
  return tunnel.url;
}

type Opening = {
  platform: Platform;
  shops: Map<string, Store>;
  wanted: NonNullable<StartOptions["shops"]>;
  opened: Closing[];
};

async function openShops(
  options: StartOptions,
  { platform, shops, wanted, opened }: Opening,
): Promise<string[]> {
  const storefronts: string[] = [];
  for (const [index, shop] of wanted.entries()) {
    const door = await openDoor("the storefront", index === 0 ? (options.ports?.storefront ?? 0) : 0);
    opened.push(door);
    const addresses = { clock: platform.clock, adminUrl: platform.urls.admin, storefrontUrl: door.url };
    const store = createStore({ ...addresses, ...shop });
    shops.set(shop.domain, store);
    door.handle = storefrontSite(platform, store);
    storefronts.push(door.url);
  }
  return storefronts;
}

/** What was kept from last time, else what the seed says; changes are followed from here on. */
async function fill(options: StartOptions, platform: Platform): Promise<Keeper | null> {
  const kept = options.stateFile ? readKept(options.stateFile) : null;
  for (const store of platform.shops.values()) {
    await furnish(store, kept, options.seed);
    platform.webhooks.follow(store);
    if (options.installed !== false) platform.office.install(store.domain);
  }
  if (kept) {
    platform.office.restore(kept.installations);
    for (const [shop, theme] of Object.entries(kept.themes)) platform.themes.set(shop, theme);
  }
  return options.stateFile ? keep(options.stateFile, platform) : null;
}

async function furnish(store: Store, kept: Kept | null, seed: StartOptions["seed"]): Promise<void> {
  const before = kept?.shops[store.domain];
  if (before) store.restore(before);
  else await seed?.(store);
  if (store.staff.size === 0) addTeam(store);
}

function keep(file: string, platform: Platform): Keeper {
  const snapshot = (): Kept => ({
    version: 1,
    shops: Object.fromEntries([...platform.shops].map(([domain, store]) => [domain, store.dump()])),
    installations: platform.office.snapshot(),
    themes: Object.fromEntries(platform.themes),
  });
  const keeper = new Keeper(file, snapshot);
  for (const store of platform.shops.values()) store.on(() => keeper.touch());
  return keeper;
}

/** The two people every shop of the demo knows, where no seed brought them. */
function addTeam(store: Store): void {
  const person = (firstName: string, lastName: string, accountOwner: boolean) =>
    store.addStaff({
      id: store.newId("StaffMember"),
      firstName,
      lastName,
      email: `${firstName.toLowerCase()}@example.com`,
      locale: "en",
      accountOwner,
    });
  person("Iris", "Lindqvist", true);
  person("Paolo", "Ferri", false);
}

async function closeAll(opened: Closing[]): Promise<void> {
  await Promise.all(opened.map((part) => part.close()));
}

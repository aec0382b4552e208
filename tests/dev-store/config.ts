import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "smol-toml";

/** One topic the app subscribed to, as `shopify.app.toml` says. */
export type Subscription = {
  readonly topic: string;
  readonly uri: string;
  readonly name: string | null;
  readonly filter: string | null;
  readonly includeFields: readonly string[] | null;
};

/** What Shopify knows about an app from its `shopify.app.toml`. */
export type AppConfig = {
  readonly clientId: string;
  readonly name: string;
  readonly handle: string;
  readonly applicationUrl: string;
  readonly scopes: readonly string[];
  readonly optionalScopes: readonly string[];
  readonly apiVersion: string;
  readonly subscriptions: readonly Subscription[];
  readonly proxy: { readonly url: string; readonly prefix: string; readonly subpath: string } | null;
};

type Toml = {
  client_id: string;
  name: string;
  handle?: string;
  application_url: string;
  access_scopes?: { scopes?: string; optional_scopes?: string[] };
  webhooks?: { api_version: string; subscriptions?: TomlSubscription[] };
  app_proxy?: { url: string; prefix: string; subpath: string };
};

type TomlSubscription = {
  topics?: string[];
  compliance_topics?: string[];
  uri: string;
  name?: string;
  filter?: string;
  include_fields?: string[];
};

/** Folder of the project: the app's TOML and its extensions are read from here. */
export const projectRoot = resolve(import.meta.dirname, "../..");

/** Reads `shopify.app.toml`; throws with the file's name when it is missing or not TOML. */
export function readAppConfig(file: string = resolve(projectRoot, "shopify.app.toml")): AppConfig {
  const toml = parse(readFileSync(file, "utf8")) as unknown as Toml;
  return {
    clientId: toml.client_id,
    name: toml.name,
    handle: toml.handle ?? toml.name.toLowerCase().replace(/[^a-z0-9]+/g, "-"),
    applicationUrl: toml.application_url,
    ...accessOf(toml),
    ...webhooksOf(toml),
    proxy: toml.app_proxy ?? null,
  };
}

function accessOf({ access_scopes: access }: Toml): Pick<AppConfig, "scopes" | "optionalScopes"> {
  return { scopes: split(access?.scopes ?? ""), optionalScopes: access?.optional_scopes ?? [] };
}

function webhooksOf({ webhooks }: Toml): Pick<AppConfig, "apiVersion" | "subscriptions"> {
  return {
    apiVersion: webhooks?.api_version ?? "2026-10",
    subscriptions: (webhooks?.subscriptions ?? []).flatMap(subscriptionsOf),
  };
}

function subscriptionsOf(entry: TomlSubscription): Subscription[] {
  const topics = [...(entry.topics ?? []), ...(entry.compliance_topics ?? [])];
  return topics.map((topic) => ({
    topic,
    uri: entry.uri,
    name: entry.name ?? null,
    filter: entry.filter ?? null,
    includeFields: entry.include_fields ?? null,
  }));
}

function split(list: string): string[] {
  return list
    .split(",")
    .map((scope) => scope.trim())
    .filter(Boolean);
}

/** Granting `write_x` grants `read_x` as well. */
export function impliedScopes(scopes: readonly string[]): Set<string> {
  const reads = scopes
    .filter((scope) => scope.startsWith("write_"))
    .map((scope) => scope.replace("write_", "read_"));
  return new Set([...scopes, ...reads]);
}

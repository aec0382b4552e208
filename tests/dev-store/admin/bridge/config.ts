import { adminOrigin, apiKeyOfScript } from "./line.ts";

export type Config = {
  apiKey: string;
  shop: string;
  host: string;
  locale: string;
  disabledFeatures: string[];
};

const remembered = "app-bridge-config";

/** From the page's address; what is missing there (after a reload deep in the app) is remembered for this tab. */
export function readConfig(): Config {
  const query = new URLSearchParams(location.search);
  const before = known();
  const config: Config = {
    apiKey: meta("shopify-api-key") ?? apiKeyOfScript ?? before.apiKey,
    shop: query.get("shop") ?? before.shop,
    host: query.get("host") ?? before.host,
    locale: query.get("locale") ?? before.locale,
    disabledFeatures: (meta("shopify-disabled-features") ?? "").split(/[\s,]+/).filter(Boolean),
  };
  try {
    sessionStorage.setItem(remembered, JSON.stringify(config));
  } catch {
    // Storage may be forbidden in an iframe; the address is enough then.
  }
  return config;
}

/** Where the admin shows this path of the app. */
export function adminAddress(config: Config, path: string): string {
  const handle = config.shop.split(".")[0] ?? "";
  return `${adminOrigin}/store/${handle}/apps/${config.apiKey}${path}`;
}

function meta(name: string): string | null {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? null;
}

function known(): Config {
  const empty: Config = { apiKey: "", shop: "", host: "", locale: "en-US", disabledFeatures: [] };
  try {
    return { ...empty, ...(JSON.parse(sessionStorage.getItem(remembered) ?? "{}") as Partial<Config>) };
  } catch {
    return empty;
  }
}

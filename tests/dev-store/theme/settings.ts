import type { Platform } from "../platform.ts";
import type { Store } from "../store.ts";
import { themeBlocks } from "./extension.ts";
import type { Block } from "./extension.ts";

export type Values = Record<string, string | number | boolean>;

/** What the merchant set in the theme editor for each block, by `extension/block`. */
export type ThemeState = { blocks: Record<string, { on: boolean; values: Values }> };

export function themeOf(platform: Platform, store: Store): ThemeState {
  const known = platform.themes.get(store.domain) ?? { blocks: {} };
  platform.themes.set(store.domain, known);
  return known;
}

/** Whether the block shows. Shopify leaves app blocks off until a merchant turns them on; the demo's has. */
export function isOn(platform: Platform, store: Store, block: Block): boolean {
  if (!platform.office.installation(store.domain).installed) return false;
  return themeOf(platform, store).blocks[block.key]?.on ?? true;
}

/** The block's settings: what was set, else the schema's default, else what Shopify leaves empty. */
export function valuesOf(platform: Platform, store: Store, block: Block): Values {
  const set = themeOf(platform, store).blocks[block.key]?.values ?? {};
  const settings = (block.schema.settings ?? []).filter((setting) => setting.id !== undefined);
  const pairs = settings.map(({ id = "", type, default: fallback }) => {
    const empty = type === "checkbox" ? false : "";
    return [id, set[id] ?? fallback ?? empty] as const;
  });
  return Object.fromEntries(pairs) as Values;
}

/** What App Bridge's `app.extensions()` answers: where the app's blocks are in use. */
export function embedStatus(platform: Platform, store: Store): unknown[] {
  const byExtension = Map.groupBy(themeBlocks(), (block) => block.extension.handle);
  return [...byExtension].map(([handle, blocks]) => ({
    handle,
    type: "theme_app_extension",
    activations: blocks.map((block) => {
      const on = isOn(platform, store, block);
      const place = { target: block.schema.target, themeId: "gid://shopify/OnlineStoreTheme/1" };
      return {
        target: block.schema.target,
        handle: block.handle,
        name: block.schema.name,
        status: on ? "active" : "available",
        activations: on ? [place] : [],
      };
    }),
  }));
}

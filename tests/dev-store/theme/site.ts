import { html } from "../http.ts";
import type { Handler } from "../http.ts";
import type { Platform } from "../platform.ts";
import type { Store } from "../store.ts";

export function storefrontSite(_platform: Platform, store: Store): Handler {
  return () => html(`<!doctype html><title>${store.shop.name}</title>`);
}

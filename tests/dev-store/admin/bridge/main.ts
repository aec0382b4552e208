import type { ShopifyGlobal } from "@shopify/app-bridge-types";
import { readConfig } from "./config.ts";
import { saveBar, watchElements } from "./elements.ts";
import { patchFetch } from "./fetch.ts";
import { adminOrigin, call, tell, when } from "./line.ts";
import { defineModal, modal } from "./modal.ts";
import { followNavigation, goOn } from "./navigation.ts";

const config = readConfig();
const toasts = new Map<string, { onAction?: () => void; onDismiss?: () => void }>();
let toastCount = 0;

const missing = (what: string) => () =>
  Promise.reject(new Error(`The stand-in store has no ${what}. Try this on a Shopify development store.`));

const toast: ShopifyGlobal["toast"] = {
  show(message, options = {}) {
    const id = `toast-${++toastCount}`;
    const { duration = 5000, isError = false, action = "" } = options;
    toasts.set(id, options);
    tell("toast.show", { id, message, isError, duration, action });
    return id;
  },
  hide: (id) => tell("toast.hide", { id }),
};

const shopify = {
  config,
  origin: adminOrigin,
  ready: Promise.resolve(),
  environment: { mobile: false, embedded: parent !== window, pos: false, intent: false },
  idToken: () => call<string>("idToken", { fresh: false }),
  user: () => call("user"),
  toast,
  modal,
  saveBar,
  loading: (isLoading = true) => tell("loading", { isLoading }),
  scopes: {
    query: () => call("scopes.query"),
    request: (scopes: string[]) => call("scopes.request", { scopes }),
    revoke: (scopes: string[]) => call("scopes.revoke", { scopes }),
  },
  app: { extensions: () => call("app.extensions") },
  setSignals: () => undefined,
  support: { registerHandler: () => Promise.resolve() },
  webVitals: { onReport: () => Promise.resolve() },
  tools: { register: () => () => undefined, unregister: () => undefined, clear: () => undefined },
  resourcePicker: missing("resource picker"),
  picker: missing("picker"),
  intents: { register: () => () => undefined, invoke: missing("intents") },
  reviews: { request: missing("review requests") },
  scanner: { capture: missing("scanner") },
} satisfies Partial<Record<keyof ShopifyGlobal, unknown>> &
  Pick<ShopifyGlobal, "toast" | "modal" | "saveBar" | "idToken">;

if (!("shopify" in window)) start();

function start(): void {
  Object.defineProperty(window, "shopify", { value: shopify, configurable: true });
  if (!config.disabledFeatures.includes("fetch")) patchFetch();
  when<{ id: string }>("toast.action", ({ id }) => toasts.get(id)?.onAction?.());
  when<{ id: string }>("toast.dismiss", ({ id }) => toasts.get(id)?.onDismiss?.());
  defineModal();
  followNavigation();
  watchElements();
  void goOn(config);
}

import { html } from "../http.ts";
import type { Answer, Ask } from "../http.ts";
import { escape } from "../markup.ts";
import type { Platform } from "../platform.ts";
import type { Customer } from "../state/customer.ts";
import type { Store } from "../store.ts";
import { themeBlocks } from "./extension.ts";
import type { Block } from "./extension.ts";
import { blockEngine, headAssets, themeEngine } from "./liquid.ts";
import type { Locale } from "./liquid.ts";
import { isOn, valuesOf } from "./settings.ts";
import { cartDrop, cartOf, customerDrop, idNumber, signedIn } from "./shopper.ts";

/** One request to a shop's storefront. */
export type Look = {
  readonly platform: Platform;
  readonly store: Store;
  readonly ask: Ask;
  readonly locale: Locale;
  /** The locale's part of the address: nothing, or /zh-CN. */
  readonly root: string;
  /** The path without it. */
  readonly path: string;
  readonly customer: Customer | null;
};

export function lookOf(platform: Platform, store: Store, ask: Ask): Look {
  const chinese = ask.url.pathname === "/zh-CN" || ask.url.pathname.startsWith("/zh-CN/");
  const root = chinese ? "/zh-CN" : "";
  const path = ask.url.pathname.slice(root.length) || "/";
  return {
    platform,
    store,
    ask,
    root,
    path,
    locale: chinese ? "zh-CN" : "en",
    customer: signedIn(store, ask),
  };
}

export type Part = { template: string; title: string; type: string; values?: object; status?: number };

/** A page of the theme: its template in the layout, with the app's blocks where Shopify puts them. */
export async function themePage(look: Look, part: Part): Promise<Answer> {
  const scope = { ...globals(look, part), ...part.values };
  const engine = themeEngine(look.locale);
  const sections = await appSections(look, part, scope);
  const content = await engine.renderFile(part.template, { ...scope, app_blocks: sections.join("\n") });
  return inLayout(look, { ...part, content: String(content) });
}

/** An app's Liquid (from the app proxy) within the theme. */
export async function appLiquid(look: Look, source: string): Promise<Answer> {
  const part: Part = { template: "", title: look.platform.config.name, type: "page" };
  const content: unknown = await themeEngine(look.locale).parseAndRender(source, globals(look, part));
  return inLayout(look, { ...part, content: String(content) });
}

async function inLayout(look: Look, part: Part & { content: string }): Promise<Answer> {
  const scope = globals(look, part);
  const blocks = themeBlocks().filter((block) => shows(look, block, part.type));
  const embeds = async (target: Block["schema"]["target"]) =>
    Promise.all(
      blocks.filter((block) => block.schema.target === target).map((block) => rendered(look, block, scope)),
    );
  const assets = [...new Set(blocks.flatMap((block) => headAssets(block, look.platform.urls.admin)))];
  const head = [...(await embeds("head")), ...(await embeds("compliance_head")), ...assets];
  const page: unknown = await themeEngine(look.locale).renderFile("layout", {
    ...scope,
    content: part.content,
    content_for_header: head.join("\n"),
    content_for_body_end: (await embeds("body")).map((body, index) => wrapped(body, index)).join("\n"),
  });
  return html(String(page), part.status ?? 200);
}

/** App blocks stand in a section of their own; on pages about returns unless they say where they belong. */
async function appSections(look: Look, part: Part, scope: object): Promise<string[]> {
  const blocks = themeBlocks().filter(
    (block) => block.schema.target === "section" && shows(look, block, part.type) && isPlaced(look, block),
  );
  const bodies = await Promise.all(blocks.map((block) => rendered(look, block, scope)));
  return bodies.map((body, index) => {
    const { tag = "div", class: name = "" } = blocks[index]?.schema ?? {};
    const inner = `<${tag} id="shopify-block-app${index}" class="shopify-block shopify-app-block ${escape(name)}">${body}</${tag}>`;
    return `<section id="shopify-section-apps-${index}" class="shopify-section">${inner}</section>`;
  });
}

function isPlaced(look: Look, block: Block): boolean {
  return block.schema.enabled_on?.templates !== undefined || look.path === "/pages/returns";
}

function shows(look: Look, block: Block, type: string): boolean {
  const { enabled_on: only, disabled_on: never } = block.schema;
  const named = (templates: string[] | undefined) =>
    templates?.some((name) => name === "*" || name === type) ?? false;
  if (only?.templates && !named(only.templates)) return false;
  return !named(never?.templates) && isOn(look.platform, look.store, block);
}

async function rendered(look: Look, block: Block, scope: object): Promise<string> {
  const engine = blockEngine(block.extension, look.locale, look.platform.urls.admin);
  const settings = valuesOf(look.platform, look.store, block);
  const body: unknown = await engine.parseAndRender(block.source, {
    ...scope,
    block: { id: `app-${block.handle}`, type: block.handle, settings, shopify_attributes: "" },
    app: { metafields: {} },
  });
  return String(body);
}

function wrapped(body: string, index: number): string {
  return `<div id="shopify-block-embed${index}" class="shopify-block shopify-app-block">${body}</div>`;
}

/** The objects every template can name. */
function globals(look: Look, part: Part): object {
  const { store, ask, locale, root, path } = look;
  const { host } = new URL(store.shop.storefrontUrl);
  return {
    shop: {
      id: Number(idNumber(store.shop.id)),
      name: store.shop.name,
      email: store.shop.email,
      currency: store.shop.currency,
      domain: host,
      url: store.shop.storefrontUrl,
      secure_url: store.shop.storefrontUrl,
      permanent_domain: store.domain,
      locale: "en",
    },
    request: {
      host,
      origin: store.shop.storefrontUrl,
      path: ask.url.pathname,
      page_type: part.type,
      design_mode: false,
      locale: { iso_code: locale, primary: locale === "en", root_url: root || "/", name: languages[locale] },
    },
    customer: customerDrop(store, look.customer),
    cart: cartDrop(cartOf(store, ask)),
    template: { name: part.type },
    page_title: part.title,
    root,
    other_language:
      (locale === "en" ? "/zh-CN" : "") + (path === "/" && locale !== "en" ? "/" : path) + ask.url.search,
  };
}

const languages: Record<Locale, string> = { en: "English", "zh-CN": "简体中文" };

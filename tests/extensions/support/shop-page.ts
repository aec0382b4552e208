import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { afterAll } from "vitest";

import { buildWidget } from "../../../extensions/widget.ts";
import { renderedBlock, type Visit } from "./storefront.ts";

/** A page of the shop: its language, its looks, and what an unkind theme does to those who visit. */
export type ShopPage = Visit & { head?: string; dir?: "rtl"; body?: string; csp?: string };

export type Shop = {
  page: ShopPage;
  site(path: string): { type: string; body: string | Buffer; csp?: string } | null;
};

const assets = mkdtempSync(path.join(tmpdir(), "goodturn-widget-"));
afterAll(() => rmSync(assets, { recursive: true, force: true }));

/** Builds the widget once into a folder of its own, and serves pages with it. */
export async function openShop(): Promise<Shop> {
  await buildWidget(assets);
  const shop: Shop = {
    page: {},
    site(address) {
      if (address.startsWith("/assets/")) {
        return { type: "text/javascript", body: readFileSync(path.join(assets, path.basename(address))) };
      }
      if (address === "/picture.png") return { type: "image/png", body: PICTURE };
      if (address === "/theme.js") return { type: "text/javascript", body: HOSTILE_SCRIPT };
      if (address === "/theme.css") return { type: "text/css", body: HOSTILE_STYLE };
      if (address === "/pages/contact")
        return { type: "text/html", body: "<title>Contact</title><h1>Contact</h1>" };
      if (address !== "/" && address !== "/next") return null;
      return {
        type: "text/html; charset=utf-8",
        body: html(shop.page),
        ...(shop.page.csp ? { csp: shop.page.csp } : {}),
      };
    },
  };
  return shop;
}

/** Everything old themes are known for: prototypes with extras, an own Array.from, no storage, keys taken away. */
const HOSTILE_SCRIPT = `
Array.prototype.last = function () { return this[this.length - 1]; };
Array.prototype.toJSON = function () { return "[" + this.join(",") + "]"; };
String.prototype.toJSON = function () { return '"' + this + '"'; };
Object.prototype.extend = function () { return this; };
Array.from = function (thing) { return thing && thing.toArray ? thing.toArray() : []; };
delete window.requestIdleCallback;
Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } });
document.addEventListener("keydown", (event) => {
  if (event.key === "/" || event.key === " ") { event.preventDefault(); window.stolen = (window.stolen || 0) + 1; }
});
document.addEventListener("focusin", () => { window.focused = (window.focused || 0) + 1; });
window.$ = window.jQuery = function () { throw new Error("old jQuery"); };
`;

/** Resets and floods that would ruin a widget outside a shadow root. */
const HOSTILE_STYLE = `
* { all: revert; font-size: 40px !important; color: red !important; transform: none; }
div, button, svg, a { display: none !important; position: static !important; width: 10px !important; z-index: 0 !important; }
html { font-size: 4px !important; }
.wall { display: block !important; position: fixed !important; inset: 0; z-index: 2147483647 !important; pointer-events: none; }
`;

function html(page: ShopPage): string {
  const body = page.body ?? "<main><h1>Fern &amp; Flax</h1><p>Linen clothes and house plants.</p></main>";
  return `<!doctype html>
<html lang="${page.locale ?? "en"}"${page.dir ? ` dir="${page.dir}"` : ""}>
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Fern &amp; Flax</title>
${page.head ?? STYLE}</head>
<body>${body}
${renderedBlock(page)}
</body></html>`;
}

const STYLE = `<style>
body { margin: 0; font-family: Georgia, serif; color: #23302a; background: #faf8f4; }
main { max-width: 1080px; margin: 0 auto; padding: 48px 24px 900px; }
h1 { font-weight: 400; font-size: 44px; }
</style>`;

const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkyKv/DwADXAHHPhLWVgAAAABJRU5ErkJggg==",
  "base64",
);

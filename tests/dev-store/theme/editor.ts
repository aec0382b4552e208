import { html, redirect } from "../http.ts";
import type { Answer, Ask } from "../http.ts";
import { page, raw } from "../markup.ts";
import type { Raw } from "../markup.ts";
import type { Platform } from "../platform.ts";
import type { Store } from "../store.ts";
import { themeBlocks, translation } from "./extension.ts";
import type { Block, Setting } from "./extension.ts";
import { isOn, themeOf, valuesOf } from "./settings.ts";
import type { Values } from "./settings.ts";

const look = `
  * { box-sizing: border-box } body { margin: 0; height: 100vh; display: grid; grid-template-columns: 340px 1fr; font: 13px/1.5 Inter, system-ui, sans-serif; color: #303030 }
  aside { overflow: auto; background: #fff; border-right: 1px solid #e3e3e3; padding: 16px } iframe { border: 0; width: 100%; height: 100% }
  h1 { font-size: 15px; margin: 0 0 4px } h2 { font-size: 13px; margin: 20px 0 8px; padding-top: 14px; border-top: 1px solid #ebebeb } h3 { font-size: 12px; color: #616161; margin: 16px 0 4px }
  form { display: grid; gap: 10px } label { display: grid; gap: 3px } label.tick { display: flex; gap: 8px; align-items: center; font-weight: 600 } small { color: #616161 }
  input:not([type=checkbox], [type=range], [type=color]), select, textarea { font: inherit; padding: 6px 8px; border: 1px solid #8a8a8a; border-radius: 8px; width: 100% } input[type=color] { width: 56px; height: 30px; padding: 2px }
  .range { display: flex; gap: 8px; align-items: center } .range input { flex: 1 } button { font: inherit; font-weight: 600; padding: 8px 12px; border: 0; border-radius: 8px; background: #303030; color: #fff; cursor: pointer; position: sticky; bottom: 0 }
  p { margin: 0; color: #616161 } @media (max-width: 800px) { body { grid-template-columns: 1fr } iframe { display: none } }`;

/** The theme editor: turns the app's blocks on and off and sets what their schemas offer. */
export function editor(platform: Platform, store: Store, ask: Ask): Answer {
  if (ask.method === "POST") return save(platform, store, ask);
  const blocks = themeBlocks();
  return html(
    `<!doctype html>${page`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Theme editor · ${store.shop.name}</title><style>${raw(look)}</style></head><body><aside><h1>Theme editor</h1><p>${store.shop.name}, the app's blocks</p>
${blocks.length === 0 && page`<p>The app brings no theme extension yet.</p>`}
${blocks.map((block) => blockForm(platform, store, block))}</aside><iframe src="/" title="Preview"></iframe></body></html>`}`,
  );
}

function blockForm(platform: Platform, store: Store, block: Block): Raw {
  const values = valuesOf(platform, store, block);
  const on = isOn(platform, store, block);
  const place = { body: "App embed", head: "App embed", compliance_head: "App embed", section: "App block" };
  return page`<h2>${words(block, block.schema.name)}</h2><form method="post"><input type="hidden" name="block" value="${block.key}">
    <label class="tick"><input type="checkbox" name="on" value="on" ${raw(on ? "checked" : "")}> ${place[block.schema.target]} is on</label>
    ${(block.schema.settings ?? []).map((setting) => field(block, setting, values))}<button>Save</button></form>`;
}

function field(block: Block, setting: Setting, values: Values): Raw {
  const { id, type } = setting;
  if (id === undefined) return page`<h3>${words(block, setting.content ?? "")}</h3>`;
  const value = String(values[id] ?? "");
  const label = words(block, setting.label ?? id);
  const info = setting.info && page`<small>${words(block, setting.info)}</small>`;
  if (type === "checkbox") {
    return page`<label class="tick"><input type="checkbox" name="${id}" value="on" ${raw(values[id] ? "checked" : "")}> ${label}</label>`;
  }
  return page`<label>${label}${control(block, setting, value)}${info}</label>`;
}

function control(block: Block, setting: Setting, value: string): Raw {
  const { id = "", type, min, max, step, unit } = setting;
  if (type === "select" || type === "radio") {
    const options = (setting.options ?? []).map(
      (option) =>
        page`<option value="${option.value}" ${raw(option.value === value ? "selected" : "")}>${words(block, option.label)}</option>`,
    );
    return page`<select name="${id}">${options}</select>`;
  }
  if (type === "textarea" || type === "richtext")
    return page`<textarea name="${id}" rows="4">${value}</textarea>`;
  if (type === "color") return page`<input type="color" name="${id}" value="${value}">`;
  if (type === "range") {
    return page`<span class="range"><input type="range" name="${id}" min="${min}" max="${max}" step="${step}" value="${value}" oninput="this.nextElementSibling.value = this.value"><output>${value}</output>${unit}</span>`;
  }
  return page`<input name="${id}" type="${type === "number" ? "number" : "text"}" value="${value}">`;
}

function save(platform: Platform, store: Store, ask: Ask): Answer {
  const sent = new URLSearchParams(ask.body.toString("utf8"));
  const block = themeBlocks().find((known) => known.key === sent.get("block"));
  if (!block) return redirect("/editor");
  const pairs = (block.schema.settings ?? []).flatMap(({ id, type }) => {
    const isSent = id !== undefined && (type === "checkbox" || sent.has(id));
    return isSent ? [[id, read(sent, id, type)]] : [];
  });
  const values = Object.fromEntries(pairs) as Values;
  themeOf(platform, store).blocks[block.key] = { on: sent.has("on"), values };
  return redirect("/editor");
}

function read(sent: URLSearchParams, id: string, type: string): string | number | boolean {
  if (type === "checkbox") return sent.has(id);
  const value = sent.get(id) ?? "";
  return type === "range" || type === "number" ? Number(value) : value;
}

/** "t:settings.accent.label" from the extension's schema locales; anything else as it stands. */
function words(block: Block, text: string): string {
  if (!text.startsWith("t:")) return text;
  return translation(block.extension, text.slice(2), { locale: "en", schema: true }) ?? text;
}

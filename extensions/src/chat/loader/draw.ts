import type { Config } from "./config";
import { readableOn } from "./contrast";
import style from "./button.css?inline";

/** The drawn button, and what may be done with it. */
export type Button = {
  root: ShadowRoot;
  element: HTMLButtonElement;
  setOpen(open: boolean): void;
  setBusy(busy: boolean): void;
  setUnread(count: number): void;
  /** Says that the panel could not be had, with the contact link and a way to try again. */
  showFailure(retry: () => void): void;
};

/** Turns the contact link that Shopify rendered into the chat's button, inside a shadow root of its own. */
export function drawButton(host: HTMLElement, config: Config): Button {
  host.style.setProperty("--gt-accent", config.accent);
  host.style.setProperty("--gt-ink", readableOn(config.accent, config.ink));
  host.style.setProperty("--gt-x", config.x + "px");
  host.style.setProperty("--gt-y", config.y + "px");
  const root = host.attachShadow({ mode: "open" });
  dress(root, style);

  const element = document.createElement("button");
  element.className = "launch";
  element.type = "button";
  element.setAttribute("aria-haspopup", "dialog");
  element.append(icon("speech", SPEECH), icon("x", "M6 6l12 12M18 6L6 18"));
  const count = part("span", "count");
  count.hidden = true;
  element.append(part("span", "wait"), count);
  root.append(element);

  const button = { root, element, ...faces({ element, count, config }), showFailure: failure(root, config) };
  button.setOpen(false);
  return button;
}

/** Styles a shadow root without a style element where the browser can, so that a strict CSP cannot object. */
export function dress(root: ShadowRoot, css: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } catch {
    const tag = document.createElement("style");
    tag.textContent = css;
    root.append(tag);
  }
}

const SPEECH =
  "M12 4c4.7 0 8.5 3.2 8.5 7.3s-3.8 7.3-8.5 7.3c-.9 0-1.8-.1-2.6-.3L5 20.5l.8-3.7c-1.4-1.3-2.3-3.3-2.3-5.5C3.5 7.2 7.3 4 12 4Z";

type Parts = { element: HTMLButtonElement; count: HTMLElement; config: Config };

function faces({ element, count, config }: Parts) {
  let unread = 0;
  let open = false;
  const name = () => {
    const closed = unread > 0 ? config.say.unread.replace("#", String(unread)) : config.say.open;
    element.setAttribute("aria-label", open ? config.say.close : closed);
    element.setAttribute("aria-expanded", String(open));
    count.hidden = open || unread === 0;
    count.textContent = unread > 9 ? "9+" : String(unread);
  };
  return {
    setOpen(now: boolean) {
      open = now;
      name();
    },
    setUnread(now: number) {
      unread = now;
      name();
    },
    setBusy(busy: boolean) {
      element.setAttribute("aria-busy", String(busy));
    },
  };
}

function failure(root: ShadowRoot, config: Config) {
  return (retry: () => void) => {
    root.querySelector(".failed")?.remove();
    const card = part("div", "failed");
    card.setAttribute("role", "alert");
    const line = document.createElement("p");
    line.textContent = config.say.failed;
    const link = document.createElement("a");
    link.href = config.contact;
    link.textContent = config.say.contact;
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = config.say.retry;
    again.onclick = () => {
      card.remove();
      retry();
    };
    card.append(line, link, again);
    root.append(card);
  };
}

function part(tag: string, name: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = name;
  element.setAttribute("aria-hidden", "true");
  if (name === "failed") element.removeAttribute("aria-hidden");
  return element;
}

function icon(name: string, path: string): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const shape: Record<string, string> = {
    class: name,
    width: "24",
    height: "24",
    viewBox: "0 0 24 24",
    fill: "none",
    stroke: "currentColor",
    "stroke-width": "1.8",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    "aria-hidden": "true",
  };
  for (const key of Object.keys(shape)) svg.setAttribute(key, shape[key] ?? "");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

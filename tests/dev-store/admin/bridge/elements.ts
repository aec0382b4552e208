import { call, tell, when } from "./line.ts";
import type { Button, NavLink, SaveBar, TitleBar } from "../wire.ts";

const pressable = new Map<string, HTMLElement>();
let keys = 0;

/**
 * `ui-nav-menu`, `s-app-nav`, `ui-title-bar` and `ui-save-bar` are invisible in the app; the admin draws them.
 * Whatever changes in them is told at once.
 */
export function watchElements(): void {
  customElements.define("ui-save-bar", SaveBarElement);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    "ui-nav-menu, s-app-nav, ui-title-bar, ui-save-bar, ui-modal:not([showing]) { display: none }",
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

  let planned = false;
  const soon = () => {
    if (planned) return;
    planned = true;
    queueMicrotask(() => {
      planned = false;
      tellAll();
    });
  };
  new MutationObserver(soon).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ["title", "href", "disabled", "loading", "variant", "rel", "showing"],
  });
  when<{ key: string }>("press", ({ key }) => pressable.get(key)?.click());
  watchForms();
}

export const saveBar = {
  show: (id: string) => setShowing(id, true),
  hide: (id: string) => setShowing(id, false),
  toggle: (id: string) => setShowing(id, !document.getElementById(id)?.hasAttribute("showing")),
  leaveConfirmation: () => call<void>("saveBar.leave"),
};

let last: Record<string, string> = {};

function tellAll(): void {
  pressable.clear();
  keys = 0;
  const now: Record<string, unknown> = { nav: navLinks(), title: titleBar(), saveBar: openSaveBar() };
  for (const name of ["nav", "title", "saveBar"] as const) {
    const text = JSON.stringify(now[name]);
    if (text === last[name]) continue;
    last = { ...last, [name]: text };
    tell(name, now[name]);
  }
}

function navLinks(): NavLink[] {
  const links = document.querySelectorAll<HTMLElement>(":is(ui-nav-menu, s-app-nav) :is(a, s-link)");
  return [...links].map((link) => ({
    label: link.textContent?.trim() ?? "",
    href: link.getAttribute("href") ?? "/",
    home: link.getAttribute("rel") === "home",
  }));
}

function titleBar(): TitleBar {
  const bars = [...document.querySelectorAll<HTMLElement>("ui-title-bar")];
  const bar = bars.find((candidate) => !candidate.closest("ui-modal"));
  return bar ? titleBarOf(bar) : { title: "", buttons: [] };
}

/** The title and buttons of one `ui-title-bar`. */
export function titleBarOf(bar: HTMLElement): TitleBar {
  const buttons = [...bar.querySelectorAll<HTMLElement>("button, a")];
  return { title: bar.getAttribute("title") ?? "", buttons: buttons.map(buttonOf) };
}

function openSaveBar(): SaveBar {
  const bar = document.querySelector<HTMLElement>("ui-save-bar[showing]");
  const form = document.querySelector<HTMLFormElement>("form[data-save-bar][data-dirty]");
  if (!bar && form) return formSaveBar(form);
  const buttons = bar ? [...bar.querySelectorAll<HTMLElement>("button")] : [];
  const save = buttons.find((button) => button.getAttribute("variant") === "primary");
  const discard = buttons.find((button) => button !== save);
  return {
    showing: bar !== null,
    save: save ? buttonOf(save) : null,
    discard: discard ? buttonOf(discard) : null,
    confirm: bar?.hasAttribute("discardConfirmation") ?? false,
  };
}

function buttonOf(button: HTMLElement): Button {
  const key = `${++keys}`;
  pressable.set(key, button);
  return {
    key,
    label: button.textContent?.trim() ?? "",
    variant: button.getAttribute("variant") ?? "",
    disabled: button.hasAttribute("disabled"),
    loading: button.hasAttribute("loading") && button.getAttribute("loading") !== "false",
  };
}

async function setShowing(id: string, showing: boolean): Promise<void> {
  const bar = document.getElementById(id);
  if (!bar) throw new Error(`There is no ui-save-bar with the id "${id}".`);
  turn(bar, showing);
}

function turn(bar: HTMLElement, showing: boolean): void {
  if (bar.hasAttribute("showing") === showing) return;
  bar.toggleAttribute("showing", showing);
  bar.dispatchEvent(new Event(showing ? "show" : "hide"));
}

/** The element itself can be asked as well; the React component does. */
class SaveBarElement extends HTMLElement {
  get showing(): boolean {
    return this.hasAttribute("showing");
  }
  async show(): Promise<void> {
    turn(this, true);
  }
  async hide(): Promise<void> {
    turn(this, false);
  }
  async toggle(): Promise<void> {
    turn(this, !this.showing);
  }
}

/** `<form data-save-bar>` shows the bar by itself while something in it is unsaved. */
function watchForms(): void {
  const mark = (event: Event, dirty: boolean) => {
    const form = (event.target as Element | null)?.closest<HTMLFormElement>("form[data-save-bar]");
    if (!form || form.hasAttribute("data-dirty") === dirty) return;
    form.toggleAttribute("data-dirty", dirty);
    tellAll();
  };
  document.addEventListener("input", (event) => mark(event, true), true);
  document.addEventListener("change", (event) => mark(event, true), true);
  document.addEventListener("submit", (event) => mark(event, false), true);
  document.addEventListener("reset", (event) => mark(event, false), true);
}

function formSaveBar(form: HTMLFormElement): SaveBar {
  const press = (act: () => void): Button => {
    const key = `${++keys}`;
    const button = document.createElement("button");
    button.addEventListener("click", act);
    pressable.set(key, button);
    return { key, label: "", variant: "", disabled: false, loading: false };
  };
  return {
    showing: true,
    save: press(() => form.requestSubmit()),
    discard: press(() => form.reset()),
    confirm: form.hasAttribute("data-discard-confirmation"),
  };
}

/** @jsxImportSource preact */
import { render } from "preact";
import type { Mount, Panel } from "./bridge";
import { chatFor } from "./act/chat";
import { App } from "./ui/app";
// Last, so that gzip has the code in one piece: some 170 bytes less.
import style from "./styles/panel.css?inline";
import thread from "./styles/thread.css?inline";
import forms from "./styles/forms.css?inline";
import cards from "./styles/cards.css?inline";

/** Puts the panel into the loader's shadow root, closed. Called once per page, after the first click. */
export const mount: Mount = (place): Panel => {
  const chat = chatFor(place);
  const { store } = chat.desk;
  const box = document.createElement("div");
  box.className = "box";
  place.tools.dress(place.root, style + thread + forms + cards);
  place.root.append(box);
  const close = () => {
    store.set({ open: false });
    place.onClose();
  };
  render(<App chat={chat} onClose={close} />, box);
  return {
    open() {
      suit(box, place);
      store.set({ open: true });
      chat.begin();
      chat.wake();
    },
    close,
  };
};

/** Takes over what the page looks like now: its typeface, its direction, and whether it is dark. */
function suit(box: HTMLElement, { config, tools }: Parameters<Mount>[0]): void {
  const page = getComputedStyle(document.body);
  box.style.setProperty("--gt-font", page.fontFamily || "system-ui, sans-serif");
  box.dir = getComputedStyle(document.documentElement).direction === "rtl" ? "rtl" : "ltr";
  box.dataset["scheme"] = schemeOf(config.scheme, () => pageIsDark(tools.isDark));
}

function schemeOf(scheme: string, pageDark: () => boolean): string {
  if (scheme === "device") return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  if (scheme === "theme") return pageDark() ? "dark" : "light";
  return scheme;
}

/** By the colour the page is painted with; a body without one lets the root's shine through. */
function pageIsDark(isDark: (colour: string) => boolean): boolean {
  const ground = getComputedStyle(document.body).backgroundColor;
  const seeThrough = /^(transparent|rgba\(.*, 0\))$/.test(ground);
  return isDark(seeThrough ? getComputedStyle(document.documentElement).backgroundColor : ground);
}

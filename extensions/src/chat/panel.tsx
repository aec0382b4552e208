/** @jsxImportSource preact */
import { render } from "preact";
import type { Mount, Panel } from "./bridge";
import { chatFor } from "./act/chat";
import { isDark } from "./loader/contrast";
import { dress } from "./loader/draw";
import style from "./styles/panel.css?inline";
import thread from "./styles/thread.css?inline";
import forms from "./styles/forms.css?inline";
import cards from "./styles/cards.css?inline";
import { App } from "./ui/app";

/** Puts the panel into the loader's shadow root, closed. Called once per page, after the first click. */
export const mount: Mount = (place): Panel => {
  const chat = chatFor(place);
  const { store } = chat.desk;
  const box = document.createElement("div");
  box.className = "box";
  dress(place.root, style + thread + forms + cards);
  place.root.append(box);
  const close = () => {
    store.set({ open: false });
    place.onClose();
  };
  render(<App chat={chat} onClose={close} />, box);
  return {
    open() {
      suit(box, place.config.scheme);
      store.set({ open: true });
      chat.begin();
      chat.wake();
    },
    close,
  };
};

/** Takes over what the page looks like now: its typeface, its direction, and whether it is dark. */
function suit(box: HTMLElement, scheme: string): void {
  const page = getComputedStyle(document.body);
  box.style.setProperty("--gt-font", page.fontFamily || "system-ui, sans-serif");
  box.dir = getComputedStyle(document.documentElement).direction === "rtl" ? "rtl" : "ltr";
  box.dataset["scheme"] = schemeOf(scheme, page.backgroundColor);
}

function schemeOf(scheme: string, ground: string): "light" | "dark" {
  if (scheme === "light" || scheme === "dark") return scheme;
  if (scheme === "device") return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  if (isDark(ground)) return "dark";
  return isDark(getComputedStyle(document.documentElement).backgroundColor) && seeThrough(ground) ? "dark" : "light";
}

function seeThrough(colour: string): boolean {
  return colour === "transparent" || /^rgba\(.*, 0\)$/.test(colour);
}

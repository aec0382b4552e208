import { titleBarOf } from "./elements.ts";
import { tell } from "./line.ts";

const look = `
  :host([showing]) { position: fixed; inset: 0; z-index: 520; display: grid; place-items: center;
    background: rgb(0 0 0 / .5); font: 13px/1.5 Inter, system-ui, sans-serif; color: #303030 }
  [role=dialog] { background: #fff; border-radius: 16px; width: min(var(--width), calc(100vw - 32px));
    max-height: calc(100vh - 48px); display: flex; flex-direction: column; overflow: hidden;
    box-shadow: 0 20px 40px -8px rgb(26 26 26 / .35) }
  header { display: flex; align-items: center; gap: 8px; padding: 12px 16px; background: #f3f3f3;
    border-bottom: 1px solid #e3e3e3 }
  h2 { flex: 1; margin: 0; font-size: 14px; font-weight: 650 }
  .close { border: 0; background: none; font-size: 18px; line-height: 1; border-radius: 8px; padding: 6px 9px; cursor: pointer }
  .close:hover { background: #e3e3e3 }
  main { overflow: auto } iframe { border: 0; width: 100%; height: 60vh; display: block }
  footer { display: flex; justify-content: flex-end; gap: 8px; padding: 12px 16px; border-top: 1px solid #e3e3e3 }
  footer:empty { display: none }
  footer button { font: inherit; font-weight: 550; border: 0; border-radius: 8px; padding: 6px 12px; background: #fff;
    box-shadow: inset 0 0 0 1px #c9c9c9; cursor: pointer }
  footer button.primary { background: #303030; color: #fff; box-shadow: none }
  footer button.critical { background: #c70a24; color: #fff }
  footer button:disabled { opacity: .5; cursor: default }
  [role=dialog]:focus { outline: none }
  :focus-visible { outline: 2px solid #005bd3; outline-offset: 1px }`;
const widths: Record<string, string> = {
  small: "380px",
  base: "620px",
  large: "980px",
  max: "calc(100vw - 32px)",
};

/** `ui-modal`: what the app puts into it stays where it is; title and buttons come from its `ui-title-bar`. */
class UiModal extends HTMLElement {
  #before: Element | null = null;

  connectedCallback(): void {
    if (this.shadowRoot) return;
    const shadow = this.attachShadow({ mode: "open" });
    shadow.innerHTML = `<style>${look}</style>
      <div role="dialog" aria-modal="true" aria-labelledby="title" tabindex="-1">
        <header><h2 id="title"></h2><button class="close" aria-label="Close">×</button></header>
        <main><slot></slot></main><footer></footer></div>`;
    this.#part(".close").addEventListener("click", () => void this.hide());
    this.addEventListener("keydown", (event) => event.key === "Escape" && void this.hide());
    new MutationObserver(() => this.showing && this.#draw()).observe(this, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
  }

  disconnectedCallback(): void {
    if (this.showing) tell("modal", { showing: false });
  }

  get showing(): boolean {
    return this.hasAttribute("showing");
  }

  async show(): Promise<void> {
    if (this.showing) return;
    this.#before = document.activeElement;
    this.#draw();
    this.toggleAttribute("showing", true);
    this.#part("[role=dialog]").focus();
    tell("modal", { showing: true });
    this.dispatchEvent(new Event("show"));
  }

  async hide(): Promise<void> {
    if (!this.showing) return;
    this.toggleAttribute("showing", false);
    if (this.#before instanceof HTMLElement) this.#before.focus();
    tell("modal", { showing: false });
    this.dispatchEvent(new Event("hide"));
  }

  async toggle(): Promise<void> {
    return this.showing ? this.hide() : this.show();
  }

  #draw(): void {
    const bar = this.querySelector<HTMLElement>("ui-title-bar");
    const originals = bar ? [...bar.querySelectorAll<HTMLButtonElement>("button")] : [];
    const { title, buttons } = bar ? titleBarOf(bar) : { title: "", buttons: [] };
    this.#part("h2").textContent = title;
    this.#part("[role=dialog]").style.setProperty(
      "--width",
      widths[this.getAttribute("variant") ?? "base"] ?? "620px",
    );
    const drawn = buttons.map((button, index) => {
      const copy = document.createElement("button");
      Object.assign(copy, { textContent: button.label, disabled: button.disabled || button.loading });
      copy.className = `${button.variant} ${originals[index]?.getAttribute("tone") ?? ""}`;
      copy.addEventListener("click", () => originals[index]?.click());
      return copy;
    });
    this.#part("footer").replaceChildren(...drawn.reverse());
    this.#frame(this.getAttribute("src"));
  }

  #frame(src: string | null): void {
    const main = this.#part("main");
    if (!src || main.querySelector("iframe")) return;
    main.replaceChildren(Object.assign(document.createElement("iframe"), { src }));
  }

  #part(selector: string): HTMLElement {
    return this.shadowRoot?.querySelector<HTMLElement>(selector) ?? this;
  }
}

/** Makes `<ui-modal>` and `shopify.modal` work. */
export function defineModal(): void {
  if (!customElements.get("ui-modal")) customElements.define("ui-modal", UiModal);
}

export const modal = {
  show: async (id: string) => modalWith(id).show(),
  hide: async (id: string) => modalWith(id).hide(),
  toggle: async (id: string) => modalWith(id).toggle(),
};

function modalWith(id: string): UiModal {
  const found = document.getElementById(id);
  if (!(found instanceof UiModal)) throw new Error(`There is no ui-modal with the id "${id}".`);
  return found;
}

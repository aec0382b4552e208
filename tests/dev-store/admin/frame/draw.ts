import type { Button, EventName, NavLink, SaveBar, Toast } from "../wire.ts";

type Way = { path: string; href(path: string): string; go(path: string): void };

/** The app's own links beneath its name in the navigation. */
export function drawNav(links: NavLink[], way: Way): void {
  const here = way.path.split(/[?#]/)[0] ?? "";
  const shown = links.filter((link) => !link.home);
  const best = shown
    .filter((link) => here === link.href || here.startsWith(`${link.href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0];
  const drawn = shown.map((link) => {
    const anchor = make("a", link.label, () => way.go(link.href));
    anchor.href = way.href(link.href);
    if (link === best) anchor.setAttribute("aria-current", "page");
    return anchor;
  });
  document.getElementById("app-nav")?.replaceChildren(...drawn);
}

/** The title bar's buttons; the primary one last, as Shopify has it. */
export function drawButtons(buttons: Button[], press: (button: Button) => void): void {
  const order = [...buttons].sort(
    (a, b) => Number(a.variant === "primary") - Number(b.variant === "primary"),
  );
  const drawn = order.map((button) => {
    const shown = make("button", button.label, () => press(button));
    shown.className = button.variant;
    shown.disabled = button.disabled || button.loading;
    return shown;
  });
  document.getElementById("app-acts")?.replaceChildren(...drawn);
}

let saveShowing = false;

/** Whether something is unsaved; says so by shaking the bar. */
export function unsaved(): boolean {
  if (!saveShowing) return false;
  const bar = document.getElementById("save");
  bar?.classList.remove("shake");
  void bar?.offsetWidth;
  bar?.classList.add("shake");
  return true;
}

export function drawSaveBar(bar: SaveBar, press: (button: Button) => void): void {
  saveShowing = bar.showing;
  const drawn = document.getElementById("save");
  drawn?.classList.toggle("on", bar.showing);
  document.body.classList.toggle("saving", bar.showing);
  wire(drawn?.querySelector(".keep") ?? null, bar.save, press);
  wire(drawn?.querySelector(".discard") ?? null, bar.discard, (button) => {
    if (!bar.confirm || confirm("Discard all unsaved changes?")) press(button);
  });
}

function wire(drawn: HTMLButtonElement | null, button: Button | null, press: (button: Button) => void): void {
  if (!drawn) return;
  drawn.disabled = !button || button.disabled || button.loading;
  drawn.onclick = () => button && press(button);
}

export function showToast(toast: Toast, say: (name: EventName) => void): void {
  hideToast(toast.id);
  const drawn = document.createElement("div");
  drawn.className = toast.isError ? "toast bad" : "toast";
  drawn.dataset.id = toast.id;
  drawn.append(toast.message);
  if (toast.action) {
    const act = make("button", toast.action, () => say("toast.action"));
    act.className = "link";
    drawn.append(act);
  }
  const dismiss = make("button", "×", () => {
    drawn.remove();
    say("toast.dismiss");
  });
  dismiss.setAttribute("aria-label", "Dismiss");
  drawn.append(dismiss);
  document.getElementById("toasts")?.append(drawn);
  setTimeout(() => drawn.remove(), toast.duration);
}

export function hideToast(id: string): void {
  document.querySelector(`.toast[data-id="${CSS.escape(id)}"]`)?.remove();
}

function make<Tag extends "a" | "button">(
  tag: Tag,
  label: string,
  act: () => void,
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  made.textContent = label;
  made.addEventListener("click", (event: Event) => {
    const { metaKey, ctrlKey, shiftKey } = event as MouseEvent;
    if (metaKey || ctrlKey || shiftKey) return;
    event.preventDefault();
    act();
  });
  return made;
}

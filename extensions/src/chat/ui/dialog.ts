const REACHABLE = "a[href],button:not([disabled]),input:not([disabled]),select,textarea,[tabindex='0']";

/** Escape closes; Tab goes round within the panel. */
export function keepInside(panel: HTMLElement, event: KeyboardEvent, close: () => void): void {
  if (event.key === "Escape" && !event.isComposing) {
    event.preventDefault();
    close();
    return;
  }
  if (event.key !== "Tab") return;
  const stops = [...panel.querySelectorAll<HTMLElement>(REACHABLE)].filter(
    (element) => element.getClientRects().length > 0,
  );
  const edges = [stops[0], stops[stops.length - 1]] as const;
  const [from, to] = event.shiftKey ? edges : [edges[1], edges[0]];
  const now = (panel.getRootNode() as ShadowRoot).activeElement;
  if (now !== from && !(event.shiftKey && now === panel)) return;
  event.preventDefault();
  to?.focus();
}

/** Themes listen for keys and focus on the document ("/" searches, a drawer pulls the focus back): not for ours. */
export function keepToItself(panel: HTMLElement): void {
  for (const type of "keydown keyup keypress focusin paste copy cut input change submit".split(" ")) {
    panel.addEventListener(type, (event) => event.stopPropagation());
  }
}

/** On a phone the keyboard covers the page without resizing it; the panel takes what is left to see. */
export function fitKeyboard(panel: HTMLElement): (() => void) | undefined {
  const view = window.visualViewport;
  if (!view) return undefined;
  const fit = () => {
    const covered = view.scale === 1 && innerHeight - view.height > 80;
    panel.style.setProperty("--gt-height", covered ? Math.round(view.height) + "px" : "");
    panel.style.setProperty("--gt-top", covered ? Math.round(view.offsetTop) + "px" : "");
  };
  view.addEventListener("resize", fit);
  view.addEventListener("scroll", fit);
  return () => {
    view.removeEventListener("resize", fit);
    view.removeEventListener("scroll", fit);
  };
}

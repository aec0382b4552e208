/**
 * Hides the button while the theme has locked the page's scrolling: that is how themes open the cart drawer, the menu
 * and the search, and the button must not lie over "Check out". A page that never scrolls is left alone.
 */
export function stepAside(host: HTMLElement, isOpen: () => boolean): void {
  const watched = [document.documentElement, document.body];
  const usual = watched.map(isLocked);
  const look = () => {
    const locked = watched.some((element, at) => !usual[at] && isLocked(element));
    host.toggleAttribute("data-aside", locked && !isOpen());
  };
  const observer = new MutationObserver(look);
  for (const element of watched) {
    observer.observe(element, {
      attributes: true,
      attributeFilter: ["class", "style", "open", "data-scroll-lock"],
    });
  }
}

function isLocked(element: HTMLElement): boolean {
  return getComputedStyle(element).overflowY === "hidden";
}

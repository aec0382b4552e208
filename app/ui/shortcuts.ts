import { useEffect, useRef } from "react";

type Press = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly target: EventTarget | null;
  readonly defaultPrevented: boolean;
};

/** The key a press means as a shortcut; null when it belongs to a text field, a dialogue or the browser. */
export function shortcutOf(press: Press): string | null {
  if (press.defaultPrevented || press.ctrlKey || press.metaKey || press.altKey) return null;
  if (typeof Element !== "undefined" && press.target instanceof Element && press.target.closest(TAKEN))
    return null;
  return press.key.length === 1 ? press.key.toLowerCase() : null;
}

const TAKEN =
  "input,textarea,select,[contenteditable=''],[contenteditable=true],[role=dialog],[role=menu],[role=listbox]";

/** Single keys for the page. A key without an action is left alone. */
export function useShortcuts(actions: Readonly<Record<string, (() => void) | undefined>>): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const key = shortcutOf(event);
      const act = key === null ? undefined : latest.current[key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}

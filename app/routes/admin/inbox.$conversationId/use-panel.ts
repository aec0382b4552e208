import { useEffect, useState } from "react";

const KEY = "goodturn.panel";
export type Tab = "talk" | "order";

/** Whether the order stands beside the conversation, as this person last had it; on a phone, which tab shows. */
export function usePanel() {
  const [isOpen, setOpen] = useState(true);
  const [tab, setTab] = useState<Tab>("talk");
  useEffect(() => setOpen(remembered()), []);
  const toggle = () =>
    setOpen((open) => {
      remember(!open);
      return !open;
    });
  return { isOpen, tab, setTab, toggle };
}

// The frame's storage may be closed to us; then the panel simply opens each time. On a narrow screen it would
// cover the conversation, so there it waits to be asked for.
function remembered(): boolean {
  try {
    if (window.innerWidth < 1100) return false;
    return localStorage.getItem(KEY) !== "closed";
  } catch {
    return true;
  }
}

function remember(isOpen: boolean): void {
  try {
    localStorage.setItem(KEY, isOpen ? "open" : "closed");
  } catch {
    return;
  }
}

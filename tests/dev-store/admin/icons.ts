import { raw } from "../markup.ts";
import type { Raw } from "../markup.ts";

const paths = {
  home: "M3 9.5 10 4l7 5.5V16a1 1 0 0 1-1 1h-4v-5H8v5H4a1 1 0 0 1-1-1V9.5Z",
  orders: "M5 3h10l1 14-2-1.2L12 17l-2-1.2L8 17l-2-1.2L4 17 5 3Zm3 4h4m-4 3h4",
  products: "M10 3h6v6l-7 7a1.4 1.4 0 0 1-2 0l-4-4a1.4 1.4 0 0 1 0-2l7-7Zm3.4 2.7h.01",
  customers: "M10 10a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 10 10Zm-6.5 6.5c.6-3 3.3-4.5 6.5-4.5s5.9 1.5 6.5 4.5",
  apps: "M4 4h4.5v4.5H4V4Zm7.5 0H16v4.5h-4.5V4ZM4 11.5h4.5V16H4v-4.5Zm9.7-.4v5.3m-2.6-2.7h5.3",
  controls: "M4 6h6m4 0h2M4 14h2m4 0h6M12 4v4M8 12v4",
  search: "M9 14.5A5.5 5.5 0 1 0 9 3.5a5.5 5.5 0 0 0 0 11Zm4-1.5 3.5 3.5",
  shop: "M4 8v8h12V8M3 8l1.5-4h11L17 8a2.3 2.3 0 0 1-4.6 0 2.3 2.3 0 0 1-4.7 0A2.3 2.3 0 0 1 3 8Z",
  mail: "M3 5h14v10H3V5Zm0 .8L10 11l7-5.2",
  leaf: "M5 15C4 8 9 4 16 4c0 7-4 12-11 11Zm0 0c2-4 4-6 7-7.5",
} as const;

/** A 20 px line icon; decorative, so hidden from screen readers. */
export function icon(name: keyof typeof paths): Raw {
  return raw(
    `<svg class="icon" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${paths[name]}"/></svg>`,
  );
}

/** The app's tile: two hands' worth of a leaf that comes back round. */
export const appIcon: Raw = raw(
  `<svg class="app-icon" viewBox="0 0 20 20" aria-hidden="true"><rect width="20" height="20" rx="5" fill="#1f4d3a"/><path d="M14.6 8.2A5 5 0 1 0 15 10.6h-3.4" fill="none" stroke="#fff" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"/></svg>`,
);

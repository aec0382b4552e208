import type { Config } from "./loader/config";
import type { Keep } from "./loader/memory";

/** A dictionary: flat keys, `{name}` for what is filled in. */
export type Words = Record<string, string>;

/** What the loader can do with the panel once it is there. */
export type Panel = { open(): void; close(): void };

/** The panel's one export: puts it into the loader's shadow root, closed. */
export type Mount = (place: {
  root: ShadowRoot;
  config: Config;
  words: Words | null;
  keep: Keep;
  onClose(): void;
  onUnread(count: number): void;
}) => Panel;

import type { Config } from "./loader/config";
import type { isDark } from "./loader/contrast";
import type { dress } from "./loader/draw";
import type { encode, Keep } from "./loader/memory";

/** A dictionary: flat keys, `{name}` for what is filled in. */
export type Words = Record<string, string>;

/** What the loader can do with the panel once it is there. */
export type Panel = { open(): void; close(): void };

/** What the loader has already downloaded and the panel needs as well. */
export type Tools = { dress: typeof dress; encode: typeof encode; isDark: typeof isDark };

/** The panel's one export: puts it into the loader's shadow root, closed. */
export type Mount = (place: {
  root: ShadowRoot;
  config: Config;
  words: Words;
  tools: Tools;
  keep: Keep;
  onClose(): void;
  onUnread(count: number): void;
}) => Panel;

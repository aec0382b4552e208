import type { Mount, Panel, Words } from "../bridge";
import { stepAside } from "./aside";
import { configOf, dictionary, type Config } from "./config";
import { drawButton } from "./draw";
import { keepFor } from "./memory";
import { checkUnread } from "./unread";

/*
 * All that a storefront page pays for: it draws the button and waits. Whatever goes wrong in here stays in here, and
 * the plain contact link that Shopify rendered shows again.
 */
const host = document.getElementById("goodturn-chat");
if (host && !host.shadowRoot) {
  try {
    start(host);
  } catch {
    (host.shadowRoot as ShadowRoot | null)?.append(document.createElement("slot"));
  }
}

function start(element: HTMLElement): void {
  const config = configOf(element.dataset);
  element.dataset["side"] = config.side;
  const button = drawButton(element, config);
  const keep = keepFor(config.customer);
  let panel: Panel | null = null;
  let busy = false;
  let open = false;

  const closed = () => {
    open = false;
    button.setOpen(false);
    button.element.focus();
  };
  const show = () => {
    if (!panel) return;
    open = true;
    button.setOpen(true);
    panel.open();
  };
  const load = async () => {
    if (busy) return;
    busy = true;
    button.setBusy(true);
    try {
      panel = await fetchPanel(config, { root: button.root, keep, onClose: closed, onUnread: button.setUnread });
      show();
    } catch {
      button.showFailure(() => void load());
    }
    busy = false;
    button.setBusy(false);
  };

  button.element.onclick = () => {
    if (open) panel?.close();
    else if (panel) show();
    else void load();
  };
  stepAside(element, () => open);
  checkUnread(config, keep, button.setUnread);
}

type Place = Omit<Parameters<Mount>[0], "config" | "words">;

/** The panel and, for a visitor who does not read English, its dictionary; both beside the loader on the CDN. */
async function fetchPanel(config: Config, place: Place): Promise<Panel> {
  const language = dictionary(config.locale);
  const words: Promise<{ words: Words | null }> =
    language === "en"
      ? Promise.resolve({ words: null })
      : import(config.panel.replace("chat-panel", "chat-words-" + language)).catch(() => ({ words: null }));
  const code = (await import(config.panel)) as { mount: Mount };
  return code.mount({ ...place, config, words: (await words).words });
}

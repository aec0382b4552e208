import type { Mount, Panel, Words } from "../bridge";
import { stepAside } from "./aside";
import { configOf, dictionary, type Config } from "./config";
import { isDark } from "./contrast";
import { dress, drawButton } from "./draw";
import { encode, keepFor } from "./memory";
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
      panel = await fetchPanel(config, {
        root: button.root,
        keep,
        onClose: closed,
        onUnread: button.setUnread,
      });
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

type Place = Omit<Parameters<Mount>[0], "config" | "words" | "tools">;

/** The panel and the visitor's dictionary; both lie beside the loader on the CDN. */
async function fetchPanel(config: Config, place: Place): Promise<Panel> {
  const language = "chat-words-" + dictionary(config.locale);
  const wanted: [Promise<{ mount: Mount }>, Promise<{ words: Words }>] = [
    import(config.panel),
    import(config.panel.replace("chat-panel", language)),
  ];
  const [{ mount }, { words }] = await Promise.all(wanted);
  return mount({ ...place, config, words, tools: { dress, encode, isDark } });
}

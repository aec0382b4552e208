/** @jsxImportSource preact */
import { useEffect, useRef } from "preact/hooks";
import type { Chat } from "../act/chat";
import type { State } from "../act/store";
import { Banner } from "./banner";
import { Header, shopName } from "./header";
import { Home } from "./home";
import { Orders } from "./orders";
import { ReturnFlow } from "./return-flow";
import { ThreadView } from "./thread-view";
import { keepInside, keepToItself, fitKeyboard } from "./dialog";
import { useChat } from "./use";

/** The whole panel: a dialog whose keyboard focus stays inside until it closes. */
export function App({ chat, onClose }: { chat: Chat; onClose(): void }) {
  const state = useChat(chat);
  const panel = useRef<HTMLDivElement>(null);
  const { say } = chat.desk;

  useEffect(() => {
    const element = panel.current;
    if (!element) return undefined;
    element.addEventListener("keydown", (event) => keepInside(element, event, onClose));
    keepToItself(element);
    return fitKeyboard(element);
  }, []);
  useEffect(() => raise(panel.current, state.open), [state.open]);
  useEffect(() => {
    const element = panel.current;
    const now = (element?.getRootNode() as ShadowRoot | undefined)?.activeElement;
    if (state.open && !element?.contains(now ?? null)) element?.focus({ preventScroll: true });
  }, [state.open, state.view.at]);

  return (
    <div
      ref={panel}
      class="panel"
      data-open={state.open ? "" : undefined}
      data-at={state.view.at}
      role="dialog"
      aria-modal="true"
      aria-label={say("title", { shop: shopName({ chat, state }) })}
      lang={chat.desk.locale}
      tabIndex={-1}
    >
      <Header chat={chat} state={state} onClose={onClose} />
      <Banner chat={chat} state={state} />
      <Screen chat={chat} state={state} />
      <div class="unseen" aria-live="polite">
        {state.notice}
      </div>
    </div>
  );
}

function Screen({ chat, state }: { chat: Chat; state: State }) {
  const { view } = state;
  if (view.at === "thread") return <ThreadView chat={chat} state={state} />;
  if (view.at === "orders") return <Orders chat={chat} state={state} goal={view.goal} />;
  if (view.at === "return")
    return <ReturnFlow key={view.orderId} chat={chat} state={state} orderId={view.orderId} />;
  return <Home chat={chat} state={state} />;
}

/** Into the browser's top layer, above whatever z-index the theme uses; older browsers use the z-index alone. */
function raise(panel: HTMLElement | null, open: boolean): void {
  if (!panel || !("showPopover" in panel)) return;
  try {
    panel.setAttribute("popover", "manual");
    if (open) panel.showPopover();
    else panel.hidePopover();
  } catch {
    // Already in the asked state.
  }
}

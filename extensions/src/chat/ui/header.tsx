/** @jsxImportSource preact */
import type { Config } from "../loader/config";
import type { Presence } from "../wire";
import { Icon } from "./icon";
import type { Shown } from "./use";

/** The shop's name and a true line on who answers and how soon. */
export function Header({ chat, state, onClose }: Shown & { onClose(): void }) {
  const { say, config } = chat.desk;
  const line = availability(config, state.presence);
  return (
    <header class="header">
      {state.view.at !== "home" && (
        <button type="button" class="round" aria-label={say("back")} onClick={() => chat.go({ at: "home" })}>
          <Icon name="back" />
        </button>
      )}
      <div class="who">
        <strong class="shop" dir="auto">
          {shopName({ chat, state })}
        </strong>
        {line && (
          <span class="presence">
            <span class={state.presence?.open ? "dot" : "dot away"} />
            <span dir="auto">{line}</span>
          </span>
        )}
      </div>
      <button type="button" class="round" aria-label={say("close")} onClick={onClose}>
        <Icon name="close" />
      </button>
    </header>
  );
}

/** The shop's name as the server knows it, or as the theme does before the server has answered. */
export function shopName({ chat, state }: Shown): string {
  return state.session?.shop.name || chat.desk.config.shop;
}

/** The merchant's own words only while somebody is there; nobody is ever said to be who is not. */
export function availability(config: Pick<Config, "replies">, presence: Presence | null): string {
  if (!presence) return "";
  return presence.open && config.replies ? config.replies : presence.line;
}

/** @jsxImportSource preact */
import { safeUrl } from "../pure/text-parts";
import type { Word } from "../pure/wording";
import type { State } from "../act/store";
import { Problem } from "./field";
import type { Shown } from "./use";

/** One line when the world is broken: what happened, what is safe, and the way around us. */
export function Banner({ chat, state }: Shown) {
  const trouble = troubleOf(state);
  const { say } = chat.desk;
  return (
    <div class="banner" role="status" hidden={!trouble}>
      {trouble && <span>{say(trouble)} </span>}
      {trouble === "down" && (
        <span class="ways">
          <ContactLink chat={chat} state={state} />
          <button type="button" class="link" onClick={chat.wake}>
            {say("retry")}
          </button>
        </span>
      )}
    </div>
  );
}

/** A screen that could not be had: why, and the two ways on. */
export function Failed({ chat, state, trouble, onRetry }: Shown & { trouble: string; onRetry(): void }) {
  return (
    <div class="notice">
      <Problem>{trouble}</Problem>
      <button type="button" class="button quiet" onClick={onRetry}>
        {chat.desk.say("retry")}
      </button>
      <ContactLink chat={chat} state={state} />
    </div>
  );
}

/** A screen that is on its way. */
export function Waiting({ chat }: Pick<Shown, "chat">) {
  return (
    <p class="waiting" role="status">
      {chat.desk.say("loading")}
    </p>
  );
}

/** The shop's own contact page: always there, whatever our servers do. */
export function ContactLink({ chat, state }: Shown) {
  const address = safeUrl(state.session?.contactUrl || chat.desk.config.contact, location.href);
  return (
    <a class="link" href={address ?? "/pages/contact"}>
      {chat.desk.say("contact")}
    </a>
  );
}

function troubleOf(state: State): Word | null {
  if (state.offline) return "offline";
  if (state.phase === "down") return "down";
  return state.phase === "ready" && state.link === "lost" ? "reconnecting" : null;
}

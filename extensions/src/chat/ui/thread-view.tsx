/** @jsxImportSource preact */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ComponentChildren, RefObject } from "preact";
import type { Message } from "../wire";
import { ContactLink } from "./banner";
import { Composer } from "./composer";
import { shopName } from "./header";
import { Leave } from "./leave";
import { Bubble, UnsentBubble } from "./message";
import type { Shown } from "./use";

/** The conversation: what was said, who is typing, and where to write. */
export function ThreadView({ chat, state }: Shown) {
  const { say } = chat.desk;
  const list = useRef<HTMLDivElement>(null);
  const { behind, toEnd, stay, onScroll } = useTail({ chat, state }, list);
  return (
    <>
      <div
        class="scroll talk"
        ref={list}
        onScroll={onScroll}
        tabIndex={0}
        role="region"
        aria-label={say("title", { shop: shopName({ chat, state }) })}
      >
        <Opening chat={chat} state={state} />
        <ol class="thread">{rowsOf({ chat, state })}</ol>
        <p class="typing">{state.typing && say("typing", { name: state.typing })}</p>
        <Leave
          key={state.thread.id}
          chat={chat}
          state={state}
          onShown={stay}
          onGone={() => list.current?.focus({ preventScroll: true })}
        />
      </div>
      {behind && (
        <button type="button" class="news" onClick={toEnd}>
          {say("new_messages")}
        </button>
      )}
      <Composer chat={chat} state={state} label={say("composer")} focus onSent={toEnd} />
    </>
  );
}

/** Before the first word: who reads this. */
function Opening({ chat, state }: Shown) {
  const { say } = chat.desk;
  const { presence, session } = state;
  if (state.thread.messages.length > 0 || !session) return null;
  if (presence?.open) {
    return <p class="opening">{say("person_open", { shop: session.shop.name })}</p>;
  }
  return (
    <div class="opening">
      <p>{say("person_closed")}</p>
      <ContactLink chat={chat} state={state} />
    </div>
  );
}

function rowsOf({ chat, state }: Shown): ComponentChildren[] {
  const { clock } = chat.desk;
  const rows: ComponentChildren[] = [];
  const { messages } = state.thread;
  let before: Message | null = null;
  const lastOwn = state.unsent.length === 0 ? newestOwn(messages) : 0;
  for (let at = 0; at < messages.length; at++) {
    const message = messages[at]!;
    if (!before || clock.key(before.at) !== clock.key(message.at)) {
      rows.push(
        <li key={"day " + message.visibleSeq} class="day">
          <span>{clock.day(message.at, Date.now())}</span>
        </li>,
      );
    }
    rows.push(
      <Bubble
        key={message.visibleSeq}
        chat={chat}
        state={state}
        message={message}
        follows={sameTurn(before, message)}
        ends={!sameTurn(message, messages[at + 1])}
        receipt={message.visibleSeq === lastOwn}
      />,
    );
    before = message;
  }
  for (const entry of state.unsent) {
    rows.push(<UnsentBubble key={entry.clientId} chat={chat} state={state} entry={entry} />);
  }
  return rows;
}

/** Said by the same one within the same five minutes. */
function sameTurn(one: Message | null | undefined, next: Message | null | undefined): boolean {
  if (!one || !next || one.from !== next.from || one.name !== next.name) return false;
  return Date.parse(next.at) - Date.parse(one.at) < 5 * 60_000;
}

function newestOwn(messages: readonly Message[]): number {
  let newest = 0;
  for (const { from, visibleSeq } of messages) if (from === "shopper") newest = visibleSeq;
  return newest;
}

/** Stays at the newest message while the visitor is there, and never pulls them away from an older one. */
function useTail({ chat, state }: Shown, list: RefObject<HTMLDivElement>) {
  const atEnd = useRef(true);
  const [behind, setBehind] = useState(false);
  const count = state.thread.messages.length + state.unsent.length;
  const toEnd = () => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
    atEnd.current = true;
    setBehind(false);
  };
  const stay = () => {
    if (atEnd.current) toEnd();
  };
  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
    else setBehind(true);
  }, [count]);
  useLayoutEffect(() => {
    if (atEnd.current || state.open) toEnd();
  }, [state.open]);
  useEffect(() => {
    stay();
    if (state.open && !state.away && atEnd.current) chat.seen();
  }, [count, state.typing, state.open, state.away, behind]);
  const onScroll = () => {
    const box = list.current;
    if (!box) return;
    atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 48;
    if (atEnd.current) setBehind(false);
  };
  return { behind, toEnd, stay, onScroll };
}

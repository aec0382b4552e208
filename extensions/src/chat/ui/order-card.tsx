/** @jsxImportSource preact */
import { safeUrl } from "../pure/text-parts";
import type { Word } from "../pure/wording";
import type { OrderCard, OrderLine } from "../wire";
import { Icon } from "./icon";
import { ReturnPanel } from "./return-card";
import type { Shown } from "./use";

const STEPS = [0, 1, 2, 3] as const;

/** An order as its owner asks about it: where it is, when it comes, what was in it, and the one thing to do now. */
export function OrderPanel({ chat, state, order }: Shown & { order: OrderCard }) {
  const { say } = chat.desk;
  return (
    <article class="card" aria-label={order.name}>
      <div class="card-top">
        <strong>{order.name}</strong>
        <span>{order.total}</span>
      </div>
      <p>{order.status}</p>
      {order.arrival && <p class={order.lateDays > 0 ? "arrival late" : "arrival"}>{order.arrival}</p>}
      <Track chat={chat} state={state} order={order} />
      <Strip chat={chat} state={state} lines={order.lines} />
      {order.tracking && (
        <p class="hint">
          {say("order_tracking", { carrier: order.tracking.carrier, number: order.tracking.number })}
        </p>
      )}
      <Action chat={chat} state={state} order={order} />
      {order.returns.map((card) => (
        <ReturnPanel key={card.id} chat={chat} card={card} inside />
      ))}
    </article>
  );
}

/** Four steps; the words say what the colour shows. */
function Track({ chat, order }: Shown & { order: OrderCard }) {
  const { say } = chat.desk;
  const name = (step: number) => say(("step_" + step) as Word);
  return (
    <div
      class="track"
      role="img"
      aria-label={say("step_now", { count: order.step + 1, step: name(order.step) })}
    >
      {STEPS.map((step) => (
        <span key={step} class={step <= order.step ? "leg done" : "leg"} />
      ))}
      <span class="track-from">{name(0)}</span>
      <span class="track-to">{name(3)}</span>
    </div>
  );
}

function Strip({ chat, lines }: Shown & { lines: readonly OrderLine[] }) {
  const { say } = chat.desk;
  return (
    <ul class="items">
      {lines.map((line) => (
        <li class="item">
          <ItemPicture image={line.image} />
          <span class="item-text" dir="auto">
            {line.title}
            {line.variant && <span class="hint"> {line.variant}</span>}
          </span>
          <span class="hint">{say("quantity_times", { count: line.quantity })}</span>
        </li>
      ))}
    </ul>
  );
}

/** A product's picture, or a quiet square of the same size. */
export function ItemPicture({ image }: { image: string | null }) {
  const address = safeUrl(image, location.href);
  if (!address) return <span class="item-picture" />;
  return <img class="item-picture" src={address} alt="" width={44} height={44} loading="lazy" />;
}

function Action({ chat, order }: Shown & { order: OrderCard }) {
  const { action, tracking } = order;
  const address = action?.kind === "track" ? safeUrl(tracking?.url) : null;
  return (
    <div class="actions">
      {address && (
        <a class="button" href={address} target="_blank" rel="noopener">
          {action?.label}
        </a>
      )}
      {action?.kind === "return" && (
        <button type="button" class="button" onClick={() => chat.go({ at: "return", orderId: order.id })}>
          {action.label}
        </button>
      )}
      <button type="button" class="button quiet" onClick={() => askAbout(chat, order)}>
        <Icon name="speech" size={18} />
        {chat.desk.say("order_ask")}
      </button>
    </div>
  );
}

/** Into the conversation, with the order's number already written when nothing else is. */
function askAbout(chat: Shown["chat"], order: OrderCard): void {
  if (chat.desk.store.get().draft === "") chat.write(chat.desk.say("order_ask_draft", { order: order.name }));
  chat.go({ at: "thread" });
}

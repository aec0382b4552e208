/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";
import type { OrderCard } from "../wire";
import { Failed, Waiting } from "./banner";
import { toPerson } from "./home";
import { Icon } from "./icon";
import { Lookup } from "./lookup";
import { ItemPicture, OrderPanel } from "./order-card";
import { useArrival, type Shown } from "./use";

type Goal = "track" | "return";

/** The visitor's proven orders, or the way to prove one. A signed-in customer is asked for nothing. */
export function Orders({ chat, state, goal }: Shown & { goal: Goal }) {
  const [searching, setSearching] = useState(false);
  const [failed, setFailed] = useState(false);
  const load = () => {
    setFailed(false);
    void chat.sync.orders().then((fine) => setFailed(!fine));
  };
  useEffect(load, [state.session !== null]);

  const asked = searching || (state.orders !== null && (!state.proven || state.orders.length === 0));
  return (
    <>
      <div class="scroll page">
        {asked ? (
          <Lookup chat={chat} state={state} onFound={() => setSearching(false)} />
        ) : state.orders ? (
          <List
            chat={chat}
            goal={goal}
            state={state}
            orders={state.orders}
            onOther={() => setSearching(true)}
          />
        ) : failed ? (
          <Failed chat={chat} state={state} trouble={chat.desk.say("down")} onRetry={load} />
        ) : (
          <Waiting chat={chat} />
        )}
      </div>
      <PersonBar chat={chat} />
    </>
  );
}

type ListProps = Shown & { orders: readonly OrderCard[]; goal: Goal; onOther(): void };

function List({ chat, state, orders, goal, onOther }: ListProps) {
  const { say, clock } = chat.desk;
  const heading = useArrival<HTMLHeadingElement>("list");
  return (
    <>
      <h2 class="title" tabIndex={-1} ref={heading}>
        {say(goal === "return" ? "order_title_return" : "order_title")}
      </h2>
      {goal === "track" &&
        orders.map((order) => <OrderPanel key={order.id} chat={chat} state={state} order={order} />)}
      {goal === "return" &&
        orders.map((order) => (
          <button
            key={order.id}
            type="button"
            class="choice"
            onClick={() => chat.go({ at: "return", orderId: order.id })}
          >
            <ItemPicture image={order.lines[0]?.image ?? null} />
            <span class="choice-text">
              <strong>{order.name}</strong>
              <span class="hint">
                {say("order_placed", { date: clock.day(order.placedAt, Date.now()) })}
                {", "}
                {say("order_lines", { count: order.lines.reduce((sum, { quantity }) => sum + quantity, 0) })}
              </span>
            </span>
            <Icon name="go" size={18} />
          </button>
        ))}
      <button type="button" class="link other" onClick={onOther}>
        {say("order_other")}
      </button>
    </>
  );
}

/** At the foot of every screen but the conversation itself. */
export function PersonBar({ chat }: Pick<Shown, "chat">) {
  return (
    <div class="person">
      <button type="button" class="link" onClick={() => toPerson(chat)}>
        <Icon name="person" size={18} />
        {chat.desk.say("person")}
      </button>
    </div>
  );
}

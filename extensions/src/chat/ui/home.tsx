/** @jsxImportSource preact */
import { Composer } from "./composer";
import { ContactLink } from "./banner";
import { availability } from "./header";
import { Icon, type IconName } from "./icon";
import type { Shown } from "./use";

/** What people come for, one touch away. */
export function Home({ chat, state }: Shown) {
  const { say, config } = chat.desk;
  const name = state.session?.customer?.name;
  const greeting = config.greeting || (name ? say("greeting_name", { name }) : say("greeting"));
  const last = state.thread.messages[state.thread.messages.length - 1];
  return (
    <>
      <div class="scroll home">
        <h2 class="greeting" dir="auto">
          {greeting}
        </h2>
        <div class="choices">
          {last && (
            <Choice
              icon="speech"
              label={say("home_continue")}
              hint={last.text}
              onClick={() => chat.go({ at: "thread" })}
            />
          )}
          <Choice
            icon="parcel"
            label={say("home_order")}
            hint={say("home_order_hint")}
            onClick={() => chat.go({ at: "orders", goal: "track" })}
          />
          <Choice
            icon="swap"
            label={say("home_return")}
            hint={say("home_return_hint")}
            onClick={() => chat.go({ at: "orders", goal: "return" })}
          />
          <Choice
            icon="person"
            label={say("person")}
            hint={availability(config, state.presence)}
            onClick={() => toPerson(chat)}
          />
        </div>
        {config.hours && (
          <p class="hours">
            <strong>{say("hours")}</strong>
            <span dir="auto">{config.hours}</span>
          </p>
        )}
        <p class="other">
          <ContactLink chat={chat} state={state} />
        </p>
      </div>
      <Composer chat={chat} state={state} label={say("home_ask")} onSent={() => chat.go({ at: "thread" })} />
    </>
  );
}

function Choice(props: { icon: IconName; label: string; hint: string; onClick(): void }) {
  return (
    <button type="button" class="choice" onClick={props.onClick}>
      <span class="choice-icon">
        <Icon name={props.icon} />
      </span>
      <span class="choice-text">
        <strong>{props.label}</strong>
        {props.hint && (
          <span class="hint" dir="auto">
            {props.hint}
          </span>
        )}
      </span>
      <Icon name="go" size={18} />
    </button>
  );
}

/** Straight to writing: nothing stands between a shopper and a person. */
export function toPerson(chat: Shown["chat"]): void {
  chat.go({ at: "thread" });
}

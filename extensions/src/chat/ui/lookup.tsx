/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { OrderCard } from "../wire";
import { CodeForm } from "./code-form";
import { EmailField, Field, Form, isEmail } from "./field";
import { useArrival, useCall, type Shown } from "./use";

export type Asked = { order: string; email: string; minutes: number };

/** Proves that an order is the visitor's: its number and email, then the code that was mailed. */
export function Lookup({ chat, state, onFound }: Shown & { onFound(): void }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [known, setKnown] = useState({ order: "", email: "" });
  const found = (orders: OrderCard[]) => {
    chat.desk.store.set({ orders: together(orders, state.orders ?? []), proven: true });
    onFound();
  };
  if (asked) {
    return (
      <CodeForm chat={chat} asked={asked} onAsk={setAsked} onChange={() => setAsked(null)} onFound={found} />
    );
  }
  return <OrderForm chat={chat} known={known} onKnown={setKnown} onAsked={setAsked} />;
}

type FormProps = Pick<Shown, "chat"> & {
  known: { order: string; email: string };
  onKnown(known: { order: string; email: string }): void;
  onAsked(asked: Asked): void;
};

function OrderForm({ chat, known, onKnown, onAsked }: FormProps) {
  const { say, portal } = chat.desk;
  const heading = useArrival<HTMLHeadingElement>("lookup");
  const [checked, setChecked] = useState(false);
  const { busy, trouble, run } = useCall(chat);
  const { order, email } = known;
  const lacksOrder = order.trim() === "";

  const submit = (form: HTMLFormElement) => {
    setChecked(true);
    if (lacksOrder || !isEmail(email))
      return form.querySelector<HTMLInputElement>(lacksOrder ? "#gt-order" : "#gt-email")?.focus();
    const ask = { order: order.trim(), email: email.trim() };
    void run(portal.call("lookup", ask), (sent) => onAsked({ ...ask, minutes: sent.expiresInMinutes }));
  };
  return (
    <Form label={say("lookup_send")} busy={busy} trouble={trouble} onSubmit={submit}>
      <h2 class="title" tabIndex={-1} ref={heading}>
        {say("lookup_title")}
      </h2>
      <p>{say("lookup_why")}</p>
      <Field
        id="gt-order"
        label={say("lookup_order")}
        hint={say("lookup_order_hint")}
        {...(checked && lacksOrder ? { error: say("lookup_need_order") } : {})}
        input={{
          value: order,
          autocomplete: "off",
          spellcheck: false,
          onInput: (event) => onKnown({ ...known, order: event.currentTarget.value }),
        }}
      />
      <EmailField
        chat={chat}
        id="gt-email"
        label={say("lookup_email")}
        value={email}
        checked={checked}
        onInput={(typed) => onKnown({ ...known, email: typed })}
      />
    </Form>
  );
}

/** What was found now, then what was known before; each order once. */
function together(found: readonly OrderCard[], known: readonly OrderCard[]): OrderCard[] {
  return [...found, ...known.filter(({ id }) => !found.some((order) => order.id === id))];
}

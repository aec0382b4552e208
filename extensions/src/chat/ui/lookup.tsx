/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { OrderCard } from "../wire";
import { CodeForm } from "./code-form";
import { Field, Problem } from "./field";
import { troubleIn } from "../act/trouble";
import { useArrival, type Shown } from "./use";

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
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  const wrong = checked ? mistakes(known) : { order: false, email: false };

  const submit = async (form: HTMLFormElement) => {
    setChecked(true);
    const { order, email } = mistakes(known);
    if (order || email)
      return form.querySelector<HTMLInputElement>(order ? "#gt-order" : "#gt-email")?.focus();
    setBusy(true);
    setTrouble("");
    const ask = { order: known.order.trim(), email: known.email.trim() };
    const answer = await portal.call("lookup", ask);
    setBusy(false);
    if (answer.ok) return onAsked({ ...ask, minutes: answer.value.expiresInMinutes });
    setTrouble(troubleIn(say, answer));
  };
  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void submit(event.currentTarget);
      }}
    >
      <h2 class="title" tabIndex={-1} ref={heading}>
        {say("lookup_title")}
      </h2>
      <p class="lead">{say("lookup_why")}</p>
      <Field
        id="gt-order"
        label={say("lookup_order")}
        hint={say("lookup_order_hint")}
        {...(wrong.order ? { error: say("lookup_need_order") } : {})}
        input={{
          value: known.order,
          autocomplete: "off",
          spellcheck: false,
          onInput: (event) => onKnown({ ...known, order: event.currentTarget.value }),
        }}
      />
      <Field
        id="gt-email"
        label={say("lookup_email")}
        {...(wrong.email ? { error: say("lookup_need_email") } : {})}
        input={{
          type: "email",
          value: known.email,
          autocomplete: "email",
          onInput: (event) => onKnown({ ...known, email: event.currentTarget.value }),
        }}
      />
      {trouble && <Problem>{trouble}</Problem>}
      <button type="submit" class="button full" aria-disabled={busy} aria-busy={busy}>
        {say("lookup_send")}
      </button>
    </form>
  );
}

function mistakes({ order, email }: { order: string; email: string }) {
  return { order: order.trim() === "", email: !/^\S+@\S+\.\S+$/.test(email.trim()) };
}

/** What was found now, then what was known before; each order once. */
function together(found: readonly OrderCard[], known: readonly OrderCard[]): OrderCard[] {
  return [...found, ...known.filter(({ id }) => !found.some((order) => order.id === id))];
}

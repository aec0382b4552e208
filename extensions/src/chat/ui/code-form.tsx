/** @jsxImportSource preact */
import { useEffect, useRef, useState } from "preact/hooks";
import type { OrderCard } from "../wire";
import { Field, Form } from "./field";
import type { Asked } from "./lookup";
import { useCall, type Shown } from "./use";

type Props = Pick<Shown, "chat"> & {
  asked: Asked;
  onAsk(asked: Asked): void;
  onChange(): void;
  onFound(orders: OrderCard[]): void;
};

/** The six digits from the mail. The same screen whether or not such an order exists. */
export function CodeForm({ chat, asked, onAsk, onChange, onFound }: Props) {
  const { say, portal } = chat.desk;
  const [code, setCode] = useState("");
  const [error, setError] = useState("");
  const [note, setNote] = useState("");
  const { busy, trouble, setTrouble, run } = useCall(chat);
  const box = useRef<HTMLDivElement>(null);
  const field = () => box.current?.querySelector("input");

  useEffect(() => field()?.focus(), []);

  const check = () => {
    setTrouble("");
    setNote("");
    if (code.length !== 6) {
      setError(say("code_need"));
      return field()?.focus();
    }
    void run(portal.call("verify", { code }), (answer) => {
      if (answer.verified) return onFound(answer.orders);
      setError(say(`code_${answer.because}`));
      field()?.select();
    });
  };
  const again = () => {
    const { order, email } = asked;
    void run(portal.call("lookup", { order, email }), ({ expiresInMinutes }) => {
      setError("");
      setCode("");
      setNote(say("code_resent"));
      onAsk({ ...asked, minutes: expiresInMinutes });
    });
  };
  const ways = (
    <>
      <button type="button" class="link" onClick={again}>
        {say("code_again")}
      </button>
      <button type="button" class="link" onClick={onChange}>
        {say("code_change")}
      </button>
    </>
  );
  return (
    <div ref={box}>
      <Form label={say("code_check")} busy={busy} trouble={trouble} ways={ways} onSubmit={check}>
        <h2 class="title">{say("code_title")}</h2>
        <p role="status">
          {say("code_sent", { order: asked.order, email: asked.email, count: asked.minutes })}
        </p>
        <Field
          id="gt-code"
          label={say("code_label")}
          {...(error ? { error } : {})}
          input={{
            class: "code",
            value: code,
            inputMode: "numeric",
            autocomplete: "one-time-code",
            spellcheck: false,
            onInput: (event) => {
              const digits = digitsOf(event.currentTarget.value);
              event.currentTarget.value = digits;
              setCode(digits);
              setError("");
            },
          }}
        />
        <p class="hint" role="status">
          {note}
        </p>
      </Form>
    </div>
  );
}

/** The six digits of whatever was pasted: "Your code: 123 456", or digits of a Chinese keyboard. */
function digitsOf(text: string): string {
  return text.normalize("NFKC").replace(/\D/g, "").slice(0, 6);
}

/** @jsxImportSource preact */
import { useEffect, useRef, useState } from "preact/hooks";
import type { OrderCard } from "../wire";
import { Field, Problem } from "./field";
import type { Asked } from "./lookup";
import { troubleIn } from "../act/trouble";
import type { Shown } from "./use";

type Props = Pick<Shown, "chat"> & {
  asked: Asked;
  onAsk(asked: Asked): void;
  onChange(): void;
  onFound(orders: OrderCard[]): void;
};

/** The six digits from the mail. The same screen whether or not such an order exists. */
export function CodeForm({ chat, asked, onAsk, onChange, onFound }: Props) {
  const { say, portal } = chat.desk;
  const form = useRef<HTMLFormElement>(null);
  const [code, setCode] = useState("");
  const [error, setError] = useState("");
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  const [note, setNote] = useState("");

  useEffect(() => form.current?.querySelector("input")?.focus(), []);

  const field = () => form.current?.querySelector("input");
  const check = async () => {
    setTrouble("");
    setNote("");
    if (code.length !== 6) {
      setError(say("code_need"));
      return field()?.focus();
    }
    setBusy(true);
    const answer = await portal.call("verify", { code });
    setBusy(false);
    if (!answer.ok) return setTrouble(troubleIn(say, answer));
    if (answer.value.verified) return onFound(answer.value.orders);
    setError(say(`code_${answer.value.because}`));
    field()?.select();
  };
  const again = async () => {
    setTrouble("");
    const answer = await portal.call("lookup", { order: asked.order, email: asked.email });
    if (!answer.ok) return setTrouble(troubleIn(say, answer));
    setError("");
    setCode("");
    setNote(say("code_resent"));
    onAsk({ ...asked, minutes: answer.value.expiresInMinutes });
  };
  return (
    <form
      ref={form}
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void check();
      }}
    >
      <h2 class="title">{say("code_title")}</h2>
      <p class="lead" role="status">
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
      {trouble && <Problem>{trouble}</Problem>}
      <p class="hint" role="status">
        {note}
      </p>
      <button type="submit" class="button full" aria-disabled={busy} aria-busy={busy}>
        {say("code_check")}
      </button>
      <div class="ways">
        <button type="button" class="link" onClick={() => void again()}>
          {say("code_again")}
        </button>
        <button type="button" class="link" onClick={onChange}>
          {say("code_change")}
        </button>
      </div>
    </form>
  );
}

/** The six digits of whatever was pasted: "Your code: 123 456", or digits of a Chinese keyboard. */
function digitsOf(text: string): string {
  return text.normalize("NFKC").replace(/\D/g, "").slice(0, 6);
}

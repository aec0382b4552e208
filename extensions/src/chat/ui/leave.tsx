/** @jsxImportSource preact */
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { EmailField, Form, isEmail } from "./field";
import { useCall, type Shown } from "./use";

/** So long a guest waits for an answer before we ask where else to send it. */
const PATIENCE_MS = 30_000;

type Props = Shown & {
  /** The card has appeared, or has changed its size. */
  onShown(): void;
  /** The card goes, and with it what had the focus. */
  onGone(): void;
};

/** Where we shall answer a guest who leaves; asked once nobody answers at once, and not again when skipped. */
export function Leave({ chat, state, onShown, onGone }: Props) {
  const { say, portal, keep, store } = chat.desk;
  const { asked, skip } = useAsked({ chat, state });
  const { busy, trouble, run } = useCall(chat);
  const [email, setEmail] = useState("");
  const [checked, setChecked] = useState(false);
  const [kept, setKept] = useState(false);
  useLayoutEffect(onShown, [asked, kept]);
  if (!asked) return null;

  const submit = (form: HTMLFormElement) => {
    setChecked(true);
    if (!isEmail(email)) return form.querySelector("input")?.focus();
    void run(portal.call("address", { email: email.trim() }), () => {
      setKept(true);
      store.set({ notice: say("leave_kept", { email }) });
      onGone();
    });
  };
  const later = () => {
    keep.write({ skipped: state.thread.id });
    skip();
    onGone();
  };
  return (
    <div class="opening">
      {kept ? (
        <>
          <p>{say("leave_kept", { email })}</p>
          <button type="button" class="link" onClick={() => setKept(false)}>
            {say("leave_change")}
          </button>
        </>
      ) : (
        <Form
          label={say("leave_send")}
          busy={busy}
          trouble={trouble}
          onSubmit={submit}
          ways={
            <button type="button" class="link" onClick={later}>
              {say("leave_skip")}
            </button>
          }
        >
          <EmailField
            chat={chat}
            id="gt-leave"
            label={say("leave_email")}
            value={email}
            checked={checked}
            onInput={setEmail}
          />
        </Form>
      )}
    </div>
  );
}

/** Stays true once it is: an answer that comes meanwhile takes nothing away that is being typed. */
function useAsked({ chat, state }: Shown) {
  const { say, keep, store } = chat.desk;
  const { id, messages, reachable } = state.thread;
  const [asked, setAsked] = useState(false);
  const waits = messages[messages.length - 1]?.from === "shopper";
  const open = state.presence?.open;
  const due = id !== null && waits && !reachable && keep.read().skipped !== id;
  useEffect(() => {
    if (!due) return undefined;
    const ask = () => {
      setAsked(true);
      store.set({ notice: say("leave_email") });
    };
    const timer = setTimeout(ask, open ? PATIENCE_MS : 0);
    return () => clearTimeout(timer);
  }, [due, open]);
  return { asked, skip: () => setAsked(false) };
}

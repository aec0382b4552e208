/** @jsxImportSource preact */
import type { ComponentChildren, JSX } from "preact";
import type { Chat } from "../act/chat";

type Props = {
  id: string;
  label: string;
  hint?: string;
  error?: string;
  input: JSX.InputHTMLAttributes<HTMLInputElement>;
};

/** A labelled field with its hint and, in red beside it, what is wrong with it. */
export function Field({ id, label, hint, error, input }: Props) {
  const notes = [error ? id + "-error" : "", hint ? id + "-hint" : ""].join(" ").trim();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        {...input}
        id={id}
        aria-invalid={error ? "true" : undefined}
        aria-describedby={notes || undefined}
      />
      {error && (
        <p class="error" id={id + "-error"}>
          {error}
        </p>
      )}
      {hint && (
        <p class="hint" id={id + "-hint"}>
          {hint}
        </p>
      )}
    </div>
  );
}

type FormProps = {
  label: string;
  busy: boolean;
  trouble: string;
  /** What else can be done, beneath the button. */
  ways?: ComponentChildren;
  children: ComponentChildren;
  onSubmit(form: HTMLFormElement): void;
};

/** Fields, what went wrong with them, and one button. */
export function Form({ label, busy, trouble, ways, children, onSubmit }: FormProps) {
  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) onSubmit(event.currentTarget);
      }}
    >
      {children}
      {trouble && <Problem>{trouble}</Problem>}
      <button type="submit" class="button full" aria-disabled={busy} aria-busy={busy}>
        {label}
      </button>
      {ways && <div class="ways">{ways}</div>}
    </form>
  );
}

/** A field for an email address, and what is wrong with what stands in it once that is `checked`. */
export function EmailField({ chat, id, label, value, checked, onInput }: EmailProps) {
  return (
    <Field
      id={id}
      label={label}
      {...(checked && !isEmail(value) ? { error: chat.desk.say("lookup_need_email") } : {})}
      input={{
        type: "email",
        value,
        autocomplete: "email",
        placeholder: "name@example.com",
        onInput: (event) => onInput(event.currentTarget.value),
      }}
    />
  );
}

type EmailProps = {
  chat: Chat;
  id: string;
  label: string;
  value: string;
  checked: boolean;
  onInput(value: string): void;
};

export function isEmail(text: string): boolean {
  return /^\S+@\S+\.\S+$/.test(text.trim());
}

/** What went wrong with the whole screen, said at once to a screen reader. */
export function Problem({ children }: { children: ComponentChildren }) {
  return (
    <p class="error" role="alert">
      {children}
    </p>
  );
}

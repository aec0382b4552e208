/** @jsxImportSource preact */
import type { ComponentChildren, JSX } from "preact";

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

/** What went wrong with the whole screen, said at once to a screen reader. */
export function Problem({ children }: { children: ComponentChildren }) {
  return (
    <p class="error" role="alert">
      {children}
    </p>
  );
}

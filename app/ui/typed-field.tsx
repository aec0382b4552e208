import { TextField, type TextFieldProps } from "@shopify/polaris";
import { useState } from "react";

type Value = number | string;
type Props<T extends Value> = {
  readonly label: React.ReactNode;
  readonly value: T | null;
  /** null for nothing typed, undefined for what means nothing here. */
  readonly read: (text: string) => T | null | undefined;
  readonly print: (value: T) => string;
  /** What is said of that, in place. */
  readonly wrong: string;
  readonly onChange: (value: T | null) => void;
  /** Nothing typed is wrong as well. */
  readonly required?: boolean;
  readonly disabled?: boolean;
} & Pick<
  TextFieldProps,
  | "placeholder"
  | "helpText"
  | "suffix"
  | "prefix"
  | "inputMode"
  | "type"
  | "maxLength"
  | "autoFocus"
  | "multiline"
>;

/** A field of one value: what cannot be read says so, stays as it was typed, and changes nothing. */
export function TypedField<T extends Value>(props: Props<T>) {
  const { value, read, print, wrong, onChange, required = false, disabled = false, ...shown } = props;
  const written = value === null ? "" : print(value);
  const [text, setText] = useState(written);
  const [known, setKnown] = useState(value);
  // Somebody discarded, saved or undid: the field shows what stands now.
  if (known !== value) {
    setKnown(value);
    setText(written);
  }
  const meant = (typed: string) => {
    const found = read(typed);
    return required && found === null ? undefined : found;
  };
  return (
    <TextField
      {...shown}
      autoComplete="off"
      disabled={disabled}
      value={text}
      error={meant(text) === undefined ? wrong : false}
      onChange={(next) => {
        setText(next);
        const found = meant(next);
        if (found === undefined) return;
        setKnown(found);
        onChange(found);
      }}
    />
  );
}

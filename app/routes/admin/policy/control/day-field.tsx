import { useWords } from "~/ui/admin";
import { TypedField } from "~/ui/typed-field";

type Props = {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (day: string | null) => void;
  readonly required?: boolean;
  readonly disabled?: boolean;
};

/** A day of the calendar. */
export function DayField(props: Props) {
  return (
    <TypedField {...props} type="date" read={dayIn} print={String} wrong={useWords()("editor.f_not_day")} />
  );
}

/** Days of this century, as the policy keeps them; while a year is being typed, browsers give "0002-01-01". */
function dayIn(text: string): string | null | undefined {
  if (text === "") return null;
  return /^20\d\d-\d\d-\d\d$/.test(text) ? text : undefined;
}

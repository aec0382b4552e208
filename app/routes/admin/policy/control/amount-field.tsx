import { decimals, toDecimal } from "~/kit/money";
import { useAdmin, useWords } from "~/ui/admin";
import { minorIn, shareIn, shareText } from "~/ui/typed";
import { TypedField } from "~/ui/typed-field";

const MOST_MINOR = 1_000_000_000;

type Props = {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
};

/** An amount of the shop's money, kept in minor units. */
export function AmountField(props: Props) {
  const say = useWords();
  const { currency } = useAdmin().shop;
  const example = toDecimal({ minor: 5 * 10 ** decimals(currency), currency });
  return (
    <TypedField
      {...props}
      suffix={currency}
      inputMode="decimal"
      read={(text) => minorIn(text, currency, MOST_MINOR)}
      print={(minor) => toDecimal({ minor, currency })}
      wrong={say("editor.f_not_amount", { currency, example })}
    />
  );
}

/** A share, kept in hundredths of a per cent. */
export function ShareField({ most, ...props }: Props & { readonly most: number }) {
  const say = useWords();
  const read = (text: string) => {
    const share = shareIn(text);
    return share != null && share > most ? undefined : share;
  };
  return (
    <TypedField
      {...props}
      suffix="%"
      inputMode="decimal"
      read={read}
      print={shareText}
      wrong={say("editor.f_not_share", { most: shareText(most) })}
    />
  );
}

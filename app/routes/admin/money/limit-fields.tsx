import { BlockStack, FormLayout, Text, TextField } from "@shopify/polaris";
import { useState } from "react";

import { fromDecimal, toDecimal } from "~/kit/money";
import { limited, type Limited, type Limits } from "~/shops/money-limits";
import type { Settings } from "~/shops/settings";
import { useAdmin, useWords } from "~/ui/admin";

type Fields = { draft: Settings; change: (part: Partial<Settings>) => void; disabled: boolean };
const kinds = ["action", "ticket", "day", "customer"] as const;

/** How much each role may move alone, and how fast anybody may. */
export function LimitFields({ draft, change, disabled }: Fields) {
  const say = useWords();
  const set = (who: Limited, limits: Limits) =>
    change({ moneyLimits: { ...draft.moneyLimits, [who]: limits } });
  return (
    <BlockStack gap="400">
      {limited.map((who) => (
        <BlockStack gap="200" key={who}>
          <Text as="h3" variant="headingSm">
            {say(`money.role_${who}`)}
          </Text>
          <FormLayout>
            <FormLayout.Group condensed>
              {kinds.map((kind) => (
                <LimitField
                  key={kind}
                  who={who}
                  kind={kind}
                  minor={draft.moneyLimits[who][kind]}
                  disabled={disabled}
                  onChange={(minor) => set(who, { ...draft.moneyLimits[who], [kind]: minor })}
                />
              ))}
            </FormLayout.Group>
          </FormLayout>
        </BlockStack>
      ))}
      <TextField
        label={say("money.pace")}
        helpText={say("money.pace_help")}
        type="number"
        min={1}
        max={1000}
        autoComplete="off"
        disabled={disabled}
        value={String(draft.moneyPace)}
        onChange={(value) =>
          change({ moneyPace: Math.min(1000, Math.max(1, Math.trunc(Number(value) || 1))) })
        }
      />
    </BlockStack>
  );
}

type FieldProps = {
  who: Limited;
  kind: (typeof kinds)[number];
  minor: number | null;
  disabled: boolean;
  onChange: (minor: number | null) => void;
};

/** One amount in the shop's money; empty for no limit. What is no amount is said so and changes nothing. */
function LimitField({ who, kind, minor, disabled, onChange }: FieldProps) {
  const say = useWords();
  const { currency } = useAdmin().shop;
  const [text, setText] = useState(minor === null ? "" : toDecimal({ minor, currency }));
  const [known, setKnown] = useState(minor);
  // Somebody discarded or saved: the field shows what stands now.
  if (known !== minor) {
    setKnown(minor);
    setText(minor === null ? "" : toDecimal({ minor, currency }));
  }
  const read = minorIn(text, currency);
  const limit = say(`money.limit_${kind}`);
  const example = toDecimal({ minor: 5_000, currency });
  return (
    <TextField
      label={
        <>
          <span className="gt-unseen">
            {say("money.limit_of", { role: say(`money.role_${who}`), limit })}
          </span>
          <span aria-hidden="true">{limit}</span>
        </>
      }
      placeholder={say("money.no_limit")}
      value={text}
      disabled={disabled}
      inputMode="decimal"
      autoComplete="off"
      error={read === undefined ? say("money.not_an_amount", { example }) : false}
      onChange={(next) => {
        setText(next);
        const value = minorIn(next, currency);
        if (value === undefined) return;
        setKnown(value);
        onChange(value);
      }}
    />
  );
}

/** The amount somebody typed; null for none, undefined when it is no amount. */
function minorIn(text: string, currency: string): number | null | undefined {
  if (text.trim() === "") return null;
  try {
    const { minor } = fromDecimal(text.trim().replace(",", "."), currency);
    return minor < 0 ? undefined : minor;
  } catch {
    return undefined;
  }
}

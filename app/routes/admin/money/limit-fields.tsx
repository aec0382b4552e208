import { BlockStack, FormLayout, Text, TextField } from "@shopify/polaris";

import { toDecimal } from "~/kit/money";
import { limited, type Limited, type Limits } from "~/shops/money-limits";
import type { Settings } from "~/shops/settings";
import { useAdmin, useWords } from "~/ui/admin";
import { minorIn } from "~/ui/typed";
import { TypedField } from "~/ui/typed-field";

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
  const limit = say(`money.limit_${kind}`);
  const example = toDecimal({ minor: 5_000, currency });
  return (
    <TypedField
      label={
        <>
          <span className="gt-unseen">
            {say("money.limit_of", { role: say(`money.role_${who}`), limit })}
          </span>
          <span aria-hidden="true">{limit}</span>
        </>
      }
      placeholder={say("money.no_limit")}
      inputMode="decimal"
      value={minor}
      read={(text) => minorIn(text, currency)}
      print={(value) => toDecimal({ minor: value, currency })}
      wrong={say("money.not_an_amount", { example })}
      disabled={disabled}
      onChange={onChange}
    />
  );
}

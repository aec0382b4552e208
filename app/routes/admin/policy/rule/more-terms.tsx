import { BlockStack, FormLayout, Select, Text } from "@shopify/polaris";

import { moments, type Outcome, type Returnable, type Rule } from "~/returns/policy/document";
import { AmountField } from "~/routes/admin/policy/control/amount-field";
import { OutcomeTerms } from "~/routes/admin/policy/control/slot-fields";
import { plainTerms } from "~/routes/admin/policy/document";
import { useLocale, useWords } from "~/ui/admin";
import { wholeIn } from "~/ui/typed";
import { TypedField } from "~/ui/typed-field";

import { locationNumber, offered } from "./sentence";
import { asHeading } from "./values";

type Props = { readonly then: Returnable; readonly onChange: (then: Rule["then"]) => void };

/** What a merchant sets once and seldom again. */
export function MoreTerms({ then, onChange }: Props) {
  const say = useWords();
  const set = (part: Partial<Returnable>) => onChange({ ...then, ...part });
  return (
    <BlockStack gap="400">
      <FormLayout>
        <FormLayout.Group condensed>
          <Select
            label={say("editor.f_label")}
            options={(["shop", "customer"] as const).map((value) => ({
              value,
              label: say(`editor.label_${value}`),
            }))}
            value={then.label}
            onChange={(label) => set({ label: label as Returnable["label"] })}
          />
          <Select
            label={say("editor.f_approval")}
            options={(["auto", "review"] as const).map((value) => ({
              value,
              label: say(`editor.approval_${value}`),
            }))}
            value={then.approval}
            onChange={(approval) => set({ approval: approval as Returnable["approval"] })}
          />
        </FormLayout.Group>
        <KeepFields then={then} onChange={onChange} />
        <DestinationField then={then} onChange={onChange} />
      </FormLayout>
      {offered(then).map((outcome) => (
        <OutcomeFields key={outcome} outcome={outcome} then={then} onChange={onChange} />
      ))}
    </BlockStack>
  );
}

function KeepFields({ then, onChange }: Props) {
  const say = useWords();
  const { keep } = then;
  const below = (
    <AmountField
      label={say("editor.f_keep_below")}
      value={keep?.below ?? null}
      onChange={(next) =>
        onChange({ ...then, keep: next === null ? null : { below: next, perYear: keep?.perYear ?? null } })
      }
    />
  );
  if (!keep) return below;
  return (
    <FormLayout.Group condensed>
      {below}
      <TypedField
        label={say("editor.f_keep_year")}
        placeholder={say("editor.f_no_cap")}
        inputMode="numeric"
        value={keep.perYear}
        read={(text) => wholeIn(text, [0, 1_000])}
        print={String}
        wrong={say("editor.f_not_number")}
        onChange={(perYear) => onChange({ ...then, keep: { ...keep, perYear } })}
      />
    </FormLayout.Group>
  );
}

const LOCATION = "gid://shopify/Location/";

function DestinationField({ then, onChange }: Props) {
  const say = useWords();
  return (
    <TypedField
      label={say("editor.f_destination")}
      helpText={say("editor.f_destination_help")}
      inputMode="numeric"
      value={then.destination}
      read={(text) => {
        if (text.trim() === "") return null;
        return /^\d{1,20}$/.test(text.trim()) ? LOCATION + text.trim() : undefined;
      }}
      print={locationNumber}
      wrong={say("editor.f_not_location")}
      onChange={(destination) => onChange({ ...then, destination })}
    />
  );
}

/** When an outcome happens, and its own days. */
function OutcomeFields({ outcome, then, onChange }: Props & { readonly outcome: Outcome }) {
  const say = useWords();
  const name = say(`editor.outcome_${outcome}`);
  const terms = then.outcomes[outcome] ?? plainTerms;
  return (
    <BlockStack gap="200">
      <Text as="h4" variant="headingSm">
        {asHeading(name, useLocale())}
      </Text>
      <FormLayout>
        <FormLayout.Group condensed>
          <Select
            label={say("editor.f_pay_at", { outcome: name })}
            options={moments.map((value) => ({ value, label: say(`editor.pay_${value}`) }))}
            value={terms.payAt}
            onChange={(payAt) =>
              onChange({
                ...then,
                outcomes: { ...then.outcomes, [outcome]: { ...terms, payAt: payAt as typeof terms.payAt } },
              })
            }
          />
          <OutcomeTerms of="own" outcome={outcome} then={then} onChange={onChange} />
        </FormLayout.Group>
      </FormLayout>
    </BlockStack>
  );
}

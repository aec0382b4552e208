import { BlockStack, Checkbox, DataTable, Select, Text } from "@shopify/polaris";

import type { Say } from "~/kit/words";
import { terms, type Chosen, type Term } from "~/privacy/retention/terms";
import type { Retention } from "~/shops/retention";
import { useWords } from "~/ui/admin";

type Props = {
  readonly retention: Retention;
  readonly disabled: boolean;
  readonly onChange: (retention: Retention) => void;
};

const DAYS = [30, 90, 180, 365, 730, 1_095, 1_825, 3_650];
/** What may also be kept until the app is removed. */
const endless = new Set<Chosen>(["conversations", "pictures"]);

/** What is kept for how long: what the merchant decides about can be chosen, the rest is said. */
export function RetentionFields({ retention, disabled, onChange }: Props) {
  const say = useWords();
  const rows = terms(retention).map((term) => [
    say(`privacy.keep_${term.what}`),
    term.chosen ? (
      <Choice
        key={term.what}
        term={term}
        disabled={disabled || retention.hold}
        onChange={(days) => onChange({ ...retention, [term.what]: days })}
      />
    ) : (
      <Text as="span" tone="subdued" key={term.what}>
        {term.days === null ? say("privacy.always") : span(term.days, say)}
      </Text>
    ),
  ]);
  return (
    <BlockStack gap="300">
      <DataTable
        columnContentTypes={["text", "text"]}
        headings={[say("privacy.term_what"), say("privacy.term_days")]}
        rows={rows}
        hideScrollIndicator
        verticalAlign="middle"
      />
      <Checkbox
        label={say("privacy.hold")}
        helpText={say("privacy.hold_help")}
        checked={retention.hold}
        disabled={disabled}
        onChange={(hold) => onChange({ ...retention, hold })}
      />
    </BlockStack>
  );
}

type Choosing = {
  readonly term: Extract<Term, { chosen: true }>;
  readonly disabled: boolean;
  readonly onChange: (days: number | null) => void;
};

function Choice({ term: { what, days }, disabled, onChange }: Choosing) {
  const say = useWords();
  // What was set otherwise than by this list stays choosable.
  const known = [...new Set([...DAYS, ...(days === null ? [] : [days])])].sort((a, b) => a - b);
  const options = known.map((each) => ({ label: span(each, say), value: String(each) }));
  return (
    <Select
      label={say(`privacy.keep_${what}`)}
      labelHidden
      disabled={disabled}
      options={endless.has(what) ? [...options, { label: say("privacy.forever"), value: "" }] : options}
      value={days === null ? "" : String(days)}
      onChange={(value) => onChange(value === "" ? null : Number(value))}
    />
  );
}

function span(days: number, say: Say): string {
  return days % 365 === 0 ? say("privacy.years", { years: days / 365 }) : say("privacy.days", { days });
}

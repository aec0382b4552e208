import { BlockStack, Button, Card, FormLayout, InlineStack, Text } from "@shopify/polaris";

import { DayField } from "~/routes/admin/policy/control/day-field";
import type { Policy } from "~/returns/policy/document";
import { nameIn } from "~/routes/admin/policy/rule/rule-header";
import { useWords } from "~/ui/admin";
import { useNow } from "~/ui/clock";
import { TypedField } from "~/ui/typed-field";
import { wholeIn } from "~/ui/typed";

type Holiday = Policy["holidays"][number];
const MOST = 50;
const MOST_TRAVEL = 90;

type Props = {
  readonly policy: Policy;
  readonly onChange: (policy: Policy) => void;
  /** In words, by the place where they are shown. */
  readonly problems: ReadonlyMap<string, readonly string[]>;
  readonly disabled: boolean;
};

/** Days on which an order gets longer to come back. */
export function Holidays({ policy, onChange, problems, disabled }: Props) {
  const say = useWords();
  const year = useNow().getUTCFullYear();
  const { holidays } = policy;
  const set = (next: Holiday[]) => onChange({ ...policy, holidays: next });
  const fresh: Holiday = {
    name: say("editor.holiday_new"),
    from: `${year}-11-15`,
    until: `${year}-12-24`,
    backUntil: `${year + 1}-01-31`,
  };
  return (
    <Card>
      <BlockStack gap="400">
        {holidays.length === 0 && (
          <Text as="p" tone="subdued">
            {say("editor.holiday_none")}
          </Text>
        )}
        {holidays.map((holiday, at) => (
          <HolidayFields
            key={at}
            holiday={holiday}
            problems={problems.get(`holiday-${holiday.name}`) ?? []}
            disabled={disabled}
            onChange={(next) => set(holidays.with(at, next))}
            remove={() => set(holidays.toSpliced(at, 1))}
          />
        ))}
        {!disabled && (
          <InlineStack>
            <Button disabled={holidays.length >= MOST} onClick={() => set([...holidays, fresh])}>
              {say("editor.holiday_add")}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}

type HolidayProps = {
  readonly holiday: Holiday;
  readonly problems: readonly string[];
  readonly disabled: boolean;
  readonly onChange: (holiday: Holiday) => void;
  readonly remove: () => void;
};

const ends = { from: "holiday_from", until: "holiday_until", backUntil: "holiday_back" } as const;

function HolidayFields({ holiday, problems, disabled, onChange, remove }: HolidayProps) {
  const say = useWords();
  return (
    <div id={`holiday-${holiday.name}`} tabIndex={-1}>
      <FormLayout>
        <TypedField
          label={say("editor.holiday_name")}
          maxLength={80}
          required
          disabled={disabled}
          value={holiday.name}
          read={nameIn}
          print={String}
          wrong={say("editor.name_missing")}
          onChange={(name) => onChange({ ...holiday, name: name ?? holiday.name })}
        />
        <FormLayout.Group condensed>
          {(Object.keys(ends) as (keyof typeof ends)[]).map((end) => (
            <DayField
              key={end}
              label={say(`editor.${ends[end]}`)}
              required
              disabled={disabled}
              value={holiday[end]}
              onChange={(day) => onChange({ ...holiday, [end]: day ?? holiday[end] })}
            />
          ))}
        </FormLayout.Group>
        {problems.map((text) => (
          <Text as="p" tone="critical" key={text}>
            {text}
          </Text>
        ))}
        {!disabled && (
          <Button
            variant="plain"
            tone="critical"
            accessibilityLabel={say("editor.holiday_delete", { name: holiday.name })}
            onClick={remove}
          >
            {say("editor.delete")}
          </Button>
        )}
      </FormLayout>
    </div>
  );
}

/** How long a parcel is taken to travel. */
export function Travel({ policy, onChange, disabled }: Omit<Props, "problems">) {
  const say = useWords();
  return (
    <Card>
      <TypedField
        label={say("editor.travel_days")}
        inputMode="numeric"
        required
        disabled={disabled}
        value={policy.transitDays}
        read={(text) => wholeIn(text, [0, MOST_TRAVEL])}
        print={String}
        wrong={say("editor.f_not_days", { least: 0, most: MOST_TRAVEL })}
        onChange={(days) => onChange({ ...policy, transitDays: days ?? policy.transitDays })}
      />
    </Card>
  );
}

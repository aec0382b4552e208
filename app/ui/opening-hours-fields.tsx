import { BlockStack, Checkbox, InlineGrid, InlineStack, Select } from "@shopify/polaris";

import { weekdays, type OpeningHours, type Weekday } from "~/shops/settings";

import { useLocale, useWords } from "./admin";

type Props = { hours: OpeningHours; disabled: boolean; onChange: (hours: OpeningHours) => void };

const HALF_HOURS = Array.from({ length: 48 }, (_, index) => {
  const [hour, minute] = [Math.floor(index / 2), index % 2 ? "30" : "00"];
  return `${String(hour).padStart(2, "0")}:${minute}`;
});

/** When the team answers, a row for each day of the week. */
export function OpeningHoursFields({ hours, disabled, onChange }: Props) {
  return (
    <BlockStack gap="200">
      {weekdays.map((day) => (
        <Day
          key={day}
          day={day}
          hours={hours[day]}
          disabled={disabled}
          onChange={(own) => onChange({ ...hours, [day]: own })}
        />
      ))}
    </BlockStack>
  );
}

type DayProps = {
  day: Weekday;
  hours: OpeningHours[Weekday];
  disabled: boolean;
  onChange: (hours: OpeningHours[Weekday]) => void;
};

function Day({ day, hours, disabled, onChange }: DayProps) {
  const say = useWords();
  const name = useDayName(day);
  return (
    <InlineGrid columns={["oneThird", "twoThirds"]} gap="200" alignItems="center">
      <Checkbox
        label={name}
        checked={hours !== null}
        disabled={disabled}
        onChange={(open) => onChange(open ? { from: "09:00", to: "18:00" } : null)}
      />
      {hours && (
        <InlineStack gap="200" blockAlign="center" wrap={false}>
          <Select
            label={say("settings.from", { day: name })}
            labelHidden
            options={HALF_HOURS.filter((time) => time < hours.to)}
            value={hours.from}
            disabled={disabled}
            onChange={(from) => onChange({ ...hours, from })}
          />
          <Select
            label={say("settings.to", { day: name })}
            labelHidden
            options={[...HALF_HOURS.filter((time) => time > hours.from), "23:59"]}
            value={hours.to}
            disabled={disabled}
            onChange={(to) => onChange({ ...hours, to })}
          />
        </InlineStack>
      )}
    </InlineGrid>
  );
}

function useDayName(day: Weekday): string {
  // 1 January 2024 was a Monday.
  const date = new Date(Date.UTC(2024, 0, 1 + weekdays.indexOf(day)));
  return new Intl.DateTimeFormat(useLocale(), { weekday: "long", timeZone: "UTC" }).format(date);
}

import { BlockStack } from "@shopify/polaris";

import type { When } from "~/returns/policy/document";
import { useLocale, useWords } from "~/ui/admin";

import { AmountField, ShareField } from "./amount-field";
import { DayField } from "./day-field";
import { ManyField, type Option } from "./many-field";
import { useKnown } from "./known";

type Props = {
  readonly kind: keyof When;
  readonly when: When;
  readonly onChange: (when: When) => void;
};

/** What one kind of condition asks for. */
export function ConditionFields(props: Props) {
  const { kind } = props;
  if (kind === "price") return <PriceFields {...props} />;
  if (kind === "placed") return <PlacedFields {...props} />;
  if (kind === "discountFrom") return <DiscountField {...props} />;
  return <ListField {...props} kind={kind} />;
}

type List = Exclude<keyof When, "price" | "placed" | "discountFrom">;

function ListField({ kind, when, onChange }: Props & { readonly kind: List }) {
  const say = useWords();
  const options = useOptions(kind);
  return (
    <ManyField
      label={say(`editor.c_${kind}`)}
      values={when[kind]}
      options={options}
      mayAdd={kind !== "countries" && kind !== "reasons"}
      onChange={(values) => onChange({ ...when, [kind]: values })}
    />
  );
}

function useOptions(kind: List): readonly Option[] {
  const locale = useLocale();
  const known = useKnown();
  if (kind === "countries") return known.countries;
  if (kind === "reasons") {
    return known.reasons.map(({ handle, label }) => ({ value: handle, label: label[locale] }));
  }
  return known.values[kind].map((value) => ({ value, label: value }));
}

function PriceFields({ when, onChange }: Props) {
  const say = useWords();
  const { from, to } = when.price ?? { from: null, to: null };
  const set = (price: NonNullable<When["price"]>) =>
    onChange({ ...when, price: price.from === null && price.to === null ? null : price });
  return (
    <BlockStack gap="300">
      <AmountField label={say("editor.f_from")} value={from} onChange={(next) => set({ from: next, to })} />
      <AmountField label={say("editor.f_to")} value={to} onChange={(next) => set({ from, to: next })} />
    </BlockStack>
  );
}

function DiscountField({ when, onChange }: Props) {
  return (
    <ShareField
      label={useWords()("editor.f_discount")}
      most={10_000}
      value={when.discountFrom}
      onChange={(share) => onChange({ ...when, discountFrom: share || null })}
    />
  );
}

function PlacedFields({ when, onChange }: Props) {
  const say = useWords();
  const { from, until } = when.placed ?? { from: null, until: null };
  const set = (placed: NonNullable<When["placed"]>) =>
    onChange({ ...when, placed: placed.from === null && placed.until === null ? null : placed });
  return (
    <BlockStack gap="300">
      <DayField label={say("editor.f_from")} value={from} onChange={(next) => set({ from: next, until })} />
      <DayField label={say("editor.f_until")} value={until} onChange={(next) => set({ from, until: next })} />
    </BlockStack>
  );
}

import { FormLayout, Select } from "@shopify/polaris";

import type { Policy } from "~/returns/policy/document";
import { useKnown } from "~/routes/admin/policy/control/known";
import { TagsField } from "~/routes/admin/policy/parts/tags-field";
import { useLocale, useWords } from "~/ui/admin";
import { wholeIn } from "~/ui/typed";
import { TypedField } from "~/ui/typed-field";

import type { Sample } from "./sample";
import type { Situation } from "./seen";

const MOST_DAYS = 3_650;

type Props = {
  readonly policy: Policy;
  readonly samples: readonly Sample[];
  readonly sample: Sample;
  readonly pick: (sample: Sample) => void;
  readonly situation: Situation;
  readonly setSituation: (situation: Situation) => void;
};

/** Which order, where it went, whose it is, and how long ago it arrived. */
export function SituationFields({ policy, samples, sample, pick, situation, setSituation }: Props) {
  const say = useWords();
  const locale = useLocale();
  const set = (part: Partial<Situation>) => setSituation({ ...situation, ...part });
  const { countries } = useKnown();
  const reasons = policy.reasons.map(({ handle, label }) => ({ value: handle, label: label[locale] }));
  return (
    <FormLayout>
      <Select
        label={say("editor.preview_order")}
        options={samples.map(({ id, name }) => ({ value: id, label: name }))}
        value={sample.id}
        onChange={(id) => pick(samples.find((one) => one.id === id) ?? sample)}
      />
      <Select
        label={say("editor.preview_country")}
        options={[{ value: "", label: say("editor.preview_no_country") }, ...countries]}
        value={situation.country ?? ""}
        onChange={(country) => set({ country: country || null })}
      />
      <TypedField
        label={say("editor.preview_days")}
        inputMode="numeric"
        required
        value={situation.daysAgo}
        read={(text) => wholeIn(text, [0, MOST_DAYS])}
        print={String}
        wrong={say("editor.f_not_days", { least: 0, most: MOST_DAYS })}
        onChange={(daysAgo) => set({ daysAgo: daysAgo ?? situation.daysAgo })}
      />
      <Select
        label={say("editor.preview_reason")}
        options={[{ value: "", label: say("editor.nothing_chosen") }, ...reasons]}
        value={situation.reason ?? ""}
        onChange={(reason) => set({ reason: reason || null })}
      />
      <TagsField
        label={say("editor.preview_product_tags")}
        helpText={say("editor.preview_tags_help")}
        value={situation.productTags}
        onChange={(productTags) => set({ productTags })}
      />
      <TagsField
        label={say("editor.preview_customer_tags")}
        helpText={say("editor.preview_tags_help")}
        value={situation.customerTags}
        onChange={(customerTags) => set({ customerTags })}
      />
    </FormLayout>
  );
}

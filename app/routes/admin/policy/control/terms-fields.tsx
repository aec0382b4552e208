import { BlockStack, Checkbox } from "@shopify/polaris";

import type { Outcome, Terms } from "~/returns/policy/document";
import { useWords } from "~/ui/admin";

import { AmountField, ShareField } from "./amount-field";
import { DaysField } from "./days-field";

const MOST_SHARE = 100_000;

type Props = {
  readonly outcome: Outcome;
  readonly terms: Terms;
  readonly onChange: (terms: Terms) => void;
};

/** What an outcome costs. */
export function FeeFields({ terms, onChange }: Props) {
  const say = useWords();
  const { fee } = terms;
  const set = (part: Partial<Terms["fee"]>) => onChange({ ...terms, fee: { ...fee, ...part } });
  return (
    <BlockStack gap="300">
      <AmountField
        label={say("editor.f_flat")}
        value={fee.flat || null}
        onChange={(flat) => set({ flat: flat ?? 0 })}
      />
      <ShareField
        label={say("editor.f_share")}
        most={MOST_SHARE}
        value={fee.share || null}
        onChange={(share) => set({ share: share ?? 0 })}
      />
      <Checkbox label={say("editor.f_take_label")} checked={fee.label} onChange={(label) => set({ label })} />
    </BlockStack>
  );
}

/** What an outcome brings on top. */
export function BonusFields({ terms, onChange }: Props) {
  const say = useWords();
  const { bonus } = terms;
  const set = (part: Partial<Terms["bonus"]>) => onChange({ ...terms, bonus: { ...bonus, ...part } });
  return (
    <BlockStack gap="300">
      <AmountField
        label={say("editor.f_flat")}
        value={bonus.flat || null}
        onChange={(flat) => set({ flat: flat ?? 0 })}
      />
      <ShareField
        label={say("editor.f_share")}
        most={MOST_SHARE}
        value={bonus.share || null}
        onChange={(share) => set({ share: share ?? 0 })}
      />
      {bonus.share > 0 && (
        <AmountField
          label={say("editor.f_cap")}
          placeholder={say("editor.f_no_cap")}
          value={bonus.cap}
          onChange={(cap) => set({ cap })}
        />
      )}
    </BlockStack>
  );
}

/** An outcome's own days. */
export function OwnWindow({ outcome, terms, onChange }: Props) {
  const say = useWords();
  return (
    <DaysField
      label={say("editor.c_own", { outcome: say(`editor.outcome_${outcome}`) })}
      mayFollowRule
      value={terms.ownWindow}
      onChange={(ownWindow) => onChange({ ...terms, ownWindow })}
    />
  );
}

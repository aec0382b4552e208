import { Box, Popover } from "@shopify/polaris";

import type { Say } from "~/kit/words";
import type { Rule, When } from "~/returns/policy/document";
import { SlotFields } from "~/routes/admin/policy/control/slot-fields";
import { useWords } from "~/ui/admin";

import { keyOf, type Part, type Slot } from "./slots";

export type Opened = { readonly key: string | null; readonly open: (key: string | null) => void };

type Props = {
  readonly part: Extract<Part, { kind: "slot" }>;
  readonly rule: Rule;
  readonly onChange: (rule: Rule) => void;
  readonly opened: Opened;
  readonly disabled: boolean;
};

/** A bracketed part of a sentence: the words are the button, behind it stands the control. */
export function SentenceSlot({ part, rule, onChange, opened, disabled }: Props) {
  const say = useWords();
  const { slot, text } = part;
  const label = labelOf(slot, say);
  const key = keyOf(slot);
  const isOpen = opened.key === key;
  if (disabled) return <strong dir="auto">{text}</strong>;
  const button = (
    <button
      type="button"
      className="gt-slot"
      dir="auto"
      aria-label={say("editor.control", { label, value: text })}
      onClick={() => opened.open(isOpen ? null : key)}
    >
      {text}
    </button>
  );
  return (
    <Popover
      active={isOpen}
      activator={button}
      activatorWrapper="span"
      autofocusTarget="first-node"
      preferredAlignment="left"
      onClose={() => opened.open(null)}
    >
      <Box padding={slot.of === "anything" ? "0" : "400"} minWidth="16rem">
        <SlotFields
          slot={slot}
          rule={rule}
          onChange={onChange}
          open={(kind: keyof When) => opened.open(kind)}
        />
      </Box>
    </Popover>
  );
}

function labelOf(slot: Slot, say: Say): string {
  if (slot.of === "when") return say(`editor.c_${slot.kind}`);
  if (!("outcome" in slot)) return say(`editor.c_${slot.of}`);
  return say(`editor.c_${slot.of}`, { outcome: say(`editor.outcome_${slot.outcome}`) });
}

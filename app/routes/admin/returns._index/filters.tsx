import { ChoiceList, Filters, type FilterInterface } from "@shopify/polaris";
import { useEffect, useState } from "react";

import type { Asker, Filter } from "~/returns/board/filter.server";
import { useWords } from "~/ui/admin";

type Props = {
  readonly filter: Filter;
  readonly reasons: readonly { readonly handle: string; readonly label: string }[];
  /** Whether only the late are shown; null where that cannot be chosen. */
  readonly late: boolean | null;
  readonly isBusy: boolean;
  readonly change: (wishes: Partial<Record<"q" | "reason" | "by" | "late", string | null>>) => void;
};

const TYPED_MS = 300;
const askers: readonly Asker[] = ["shopper", "agent", "shopify"];

/** Search and filters above the board and the table; they stand in the address. */
export function ReturnFilters({ filter, reasons, late, isBusy, change }: Props) {
  const say = useWords();
  const { typed, type } = useTyped(filter.search, (value) => change({ q: value || null }));
  const reason = reasons.find(({ handle }) => handle === filter.reason);
  const choice = (
    name: "reason" | "by",
    of: { label: string; value: string | null; choices: { label: string; value: string }[] },
  ): FilterInterface => ({
    key: name,
    label: of.label,
    pinned: true,
    filter: (
      <ChoiceList
        title={of.label}
        titleHidden
        choices={of.choices}
        selected={of.value ? [of.value] : []}
        onChange={([value]) => change({ [name]: value ?? null })}
      />
    ),
  });
  const whoseLabel = (by: Asker) => say(`board.by_${by}`);
  const applied = [
    ...(filter.reason ? [{ key: "reason", label: reason?.label ?? filter.reason }] : []),
    ...(filter.by ? [{ key: "by", label: whoseLabel(filter.by) }] : []),
    ...(late ? [{ key: "late", label: say("board.late_only") }] : []),
  ].map(({ key, label }) => ({ key, label, onRemove: () => change({ [key]: null }) }));
  return (
    <div className="gt-board-filters">
      <Filters
        queryValue={typed}
        queryPlaceholder={say("board.search")}
        onQueryChange={type}
        onQueryClear={() => type("")}
        loading={isBusy}
        filters={[
          choice("reason", {
            label: say("home.col_reason"),
            value: filter.reason,
            choices: reasons.map(({ handle, label }) => ({ value: handle, label })),
          }),
          choice("by", {
            label: say("board.asked_by"),
            value: filter.by,
            choices: askers.map((by) => ({ value: by, label: whoseLabel(by) })),
          }),
          ...(late === null ? [] : [lateFilter(say("board.late_only"), late, change)]),
        ]}
        appliedFilters={applied}
        onClearAll={() => {
          type("");
          change({ q: null, reason: null, by: null, late: null });
        }}
      />
    </div>
  );
}

function lateFilter(label: string, late: boolean, change: Props["change"]): FilterInterface {
  return {
    key: "late",
    label,
    pinned: true,
    filter: (
      <ChoiceList
        title={label}
        titleHidden
        allowMultiple
        choices={[{ label, value: "yes" }]}
        selected={late ? ["yes"] : []}
        onChange={(chosen) => change({ late: chosen[0] ?? null })}
      />
    ),
  };
}

/** What is typed, told on when the hand rests. */
function useTyped(known: string, tell: (value: string) => void) {
  const [typed, setTyped] = useState(known);
  useEffect(() => {
    if (typed === known) return;
    const timer = setTimeout(() => tell(typed), TYPED_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return { typed, type: setTyped };
}

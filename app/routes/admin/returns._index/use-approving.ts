import { useAppBridge } from "@shopify/app-bridge-react";
import { useState } from "react";

import { useWords } from "~/ui/admin";
import { useFresh } from "~/ui/live/use-fresh";
import { post } from "~/ui/post";

type Answer = { readonly held?: string[]; readonly takenBack?: string[] };

/** Approves many, or takes that back; says what came of it, and shows the page anew. */
export function useApproving() {
  const say = useWords();
  const bridge = useAppBridge();
  const refresh = useFresh();
  const [isBusy, setBusy] = useState(false);
  const ask = async (wish: "approve" | "take-back", ids: readonly string[]) => {
    if (isBusy || ids.length === 0) return;
    setBusy(true);
    const result = await post<Answer>("/app/returns/approve", { wish, ids });
    setBusy(false);
    refresh();
    if (!result.ok) return bridge.toast.show(say("board.not_done"), { isError: true });
    const { held, takenBack } = result.value;
    const left = ids.length - (held ?? takenBack ?? []).length;
    if (takenBack) bridge.toast.show(say("board.taken_back", { count: takenBack.length, left }));
    else if (left > 0) bridge.toast.show(say("board.left_out", { left }));
  };
  return {
    isBusy,
    approve: (ids: readonly string[]) => void ask("approve", ids),
    takeBack: (ids: readonly string[]) => void ask("take-back", ids),
  };
}

import { useAppBridge } from "@shopify/app-bridge-react";
import { useState } from "react";

import { moneyText, type Money } from "~/kit/money";
import type { Say, Word } from "~/kit/words";
import { isUndecided, refusals } from "~/routes/admin/money/refusals";
import { useLocale, useWords } from "~/ui/admin";
import { useFresh } from "~/ui/live/use-fresh";
import { post } from "~/ui/post";

type Answer = {
  readonly because?: string;
  readonly message?: string;
  readonly preview?: { readonly total: Money };
};
type Step = { readonly body: object; readonly done: Word };

/** One decision at a time: sends it, says what came of it, and keeps the new amount when the order has changed. */
export function useDecision() {
  const say = useWords();
  const locale = useLocale();
  const bridge = useAppBridge();
  const refresh = useFresh();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [changed, setChanged] = useState<Money | null>(null);
  const take = async ({ body, done }: Step) => {
    if (isBusy) return;
    setBusy(true);
    setError(null);
    const result = await post<Answer>("/app/money/decide", body);
    setBusy(false);
    const answer = result.ok ? result.value : { because: result.because };
    if (!answer.because) bridge.toast.show(say(done));
    else setError(sentenceOf(answer, say, locale));
    setChanged(answer.preview?.total ?? null);
    refresh();
  };
  return { isBusy, error, changed, take: (step: Step) => void take(step) };
}

function sentenceOf({ because = "", message, preview }: Answer, say: Say, locale: string): string {
  if (preview) return say("money.changed", { amount: moneyText(preview.total, locale) });
  if (because === "own") return say("money.own");
  if (because === "decided" || because === "declined") return say("money.already_decided");
  if (because === "refused") return say("money.refused", { message: message ?? "" });
  if (isUndecided(because)) return say("money.not_known");
  const known = (refusals as Record<string, readonly [Word, Word] | undefined>)[because];
  return known ? say(known[1]) : say("money.cannot");
}

import { useAppBridge } from "@shopify/app-bridge-react";
import { useState } from "react";

import type { Word } from "~/kit/words";
import { useWords } from "~/ui/admin";
import { post } from "~/ui/post";
import { useFresh } from "~/ui/live/use-fresh";

type Answer = { readonly because?: string; readonly message?: string };
type Step = { readonly path: string; readonly body: unknown; readonly done: Word };

/** One step of a return: sends it, says what came of it, and closes when it is done. */
export function useStep(close: () => void) {
  const say = useWords();
  const bridge = useAppBridge();
  const refresh = useFresh();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const take = async ({ path, body, done }: Step) => {
    if (isBusy) return;
    setBusy(true);
    setError(null);
    const result = await post<Answer>(path, body);
    setBusy(false);
    refresh();
    const { because, message } = result.ok ? result.value : { because: result.because, message: undefined };
    if (because) return setError(message || say(whyNot[because] ?? "common.notDone"));
    bridge.toast.show(say(done));
    close();
  };
  return { isBusy, error, take: (step: Step) => void take(step) };
}

const whyNot: Readonly<Record<string, Word>> = {
  offline: "common.offline",
  unavailable: "common.unavailableText",
  denied: "common.deniedText",
  gone: "common.goneText",
  "too-late": "inbox.returnMoved",
  paying: "inbox.returnPaying",
  unknown: "inbox.returnUnknown",
  "in-progress": "inbox.returnUnknown",
  "nothing-came": "inbox.receiveNothing",
  "nothing-left": "inbox.requestNothingLeft",
  "window-closed": "inbox.requestWindowClosed",
  "final-sale": "inbox.requestFinalSale",
  "not-sent": "inbox.requestNotSent",
  blocked: "returns.explained-blocked",
  answered: "returns.because-answered",
  "nothing-offered": "returns.because-nothing-offered",
  "no-rule": "returns.explained-no-rule",
  "photo-missing": "inbox.requestPhoto",
  "too-many": "inbox.requestTooMany",
};

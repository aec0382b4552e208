import { useEffect, useRef, useState } from "react";

import type { Money } from "~/kit/money";
import type { CancelOutcome, CancelPreview, CancelWish } from "~/orders/cancel";
import { readNo } from "~/routes/admin/money/refusals";
import { useFresh } from "~/ui/live/use-fresh";
import { post, type Failure } from "~/ui/post";

export type Because = Failure | Extract<CancelOutcome, { cancelled: false }>["because"];
export type Cancelling =
  | { readonly at: "asking" | "sending" | "asked" }
  | { readonly at: "cancelled"; readonly paid: Money }
  | { readonly at: "refused"; readonly because: Because; readonly message: string | null };

type Ask = CancelWish & {
  readonly orderId: string;
  readonly conversationId: string;
  readonly expectedMinor: number;
  readonly note: string;
  readonly notify: boolean;
};

/** One cancellation: the click's own id is kept until Shopify has said a definite no. */
export function useCancel() {
  const [state, setState] = useState<Cancelling>({ at: "asking" });
  const clientId = useRef(crypto.randomUUID());
  const refresh = useFresh();
  const send = async ({ note, ...ask }: Ask) => {
    setState({ at: "sending" });
    const body = { ...ask, note: note.trim() || null, clientId: clientId.current };
    const result = await post<CancelOutcome>("/app/inbox/cancel", body);
    refresh();
    if (result.ok && result.value.cancelled) return setState({ at: "cancelled", paid: result.value.paid });
    const { because, message, isAsked, mayClickAnew } = readNo<Because>(result);
    if (mayClickAnew) clientId.current = crypto.randomUUID();
    setState(isAsked ? { at: "asked" } : { at: "refused", because, message });
  };
  return { state, send: (ask: Ask) => void send(ask), again: () => setState({ at: "asking" }) };
}

/** What cancelling would pay back now; null while it is being counted, or when nobody can say. */
export function useCancelPreview(orderId: string, turn: number): CancelPreview | null {
  const [preview, setPreview] = useState<CancelPreview | null>(null);
  useEffect(() => {
    let isStale = false;
    setPreview(null);
    void post<CancelPreview>("/app/inbox/cancel-preview", { orderId }).then((result) => {
      if (!isStale && result.ok) setPreview(result.value);
    });
    return () => {
      isStale = true;
    };
  }, [orderId, turn]);
  return preview;
}

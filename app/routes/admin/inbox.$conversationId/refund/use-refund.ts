import { useRef, useState } from "react";

import type { RefundOutcome, RefundPreview, RefundWish } from "~/orders/refund";
import { readNo } from "~/routes/admin/money/refusals";
import { post, type Failure } from "~/ui/post";
import { useFresh } from "~/ui/live/use-fresh";

export type Refunding =
  | { readonly state: "asking" }
  | { readonly state: "paying" }
  | {
      readonly state: "paid";
      readonly refundId: string;
      readonly preview: RefundPreview;
      readonly at: string;
    }
  /** Above one's limit: somebody else was asked. */
  | { readonly state: "asked" }
  | { readonly state: "refused"; readonly because: Refusal; readonly message: string | null };
type Refusal = Failure | Exclude<RefundOutcome, { refunded: true }>["because"];

type Payment = {
  readonly orderId: string;
  readonly conversationId: string;
  readonly wish: RefundWish;
  readonly preview: RefundPreview;
  readonly note: string;
  readonly notify: boolean;
};

/** One payment: the click's own id is kept until Shopify has said a definite no. */
export function useRefund(): {
  refunding: Refunding;
  pay: (payment: Payment) => Promise<void>;
  again: () => void;
} {
  const [refunding, setRefunding] = useState<Refunding>({ state: "asking" });
  const clientId = useRef(crypto.randomUUID());
  const isPaying = useRef(false);
  const refresh = useFresh();

  const pay = async ({ wish, preview, note, ...rest }: Payment) => {
    if (isPaying.current) return;
    isPaying.current = true;
    setRefunding({ state: "paying" });
    const body = {
      ...rest,
      ...wish,
      clientId: clientId.current,
      expectedMinor: preview.total.minor,
      note: note.trim() || null,
    };
    const result = await post<RefundOutcome>("/app/inbox/refund", body);
    isPaying.current = false;
    if (result.ok && result.value.refunded) {
      const { refund } = result.value;
      setRefunding({ state: "paid", refundId: refund.id, preview, at: new Date().toISOString() });
    } else {
      const { because, message, isAsked, mayClickAnew } = readNo<Refusal>(result);
      if (mayClickAnew) clientId.current = crypto.randomUUID();
      setRefunding(isAsked ? { state: "asked" } : { state: "refused", because, message });
    }
    refresh();
  };
  return { refunding, pay, again: () => setRefunding({ state: "asking" }) };
}

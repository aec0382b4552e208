import { useEffect, useState } from "react";

import type { RefundPreview, RefundWish } from "~/orders/refund";
import { post, type Failure } from "~/ui/post";

const BREATH_MS = 150;

export type Recount =
  | { readonly state: "counting"; readonly preview: RefundPreview | null }
  | { readonly state: "counted"; readonly preview: RefundPreview }
  | { readonly state: "failed"; readonly because: Failure; readonly preview: RefundPreview | null };

/** Shopify's own reckoning for the wish, counted anew as it changes; an answer to an older wish is dropped. */
export function usePreview(orderId: string, wish: RefundWish, turn: number): Recount {
  const [recount, setRecount] = useState<Recount>({ state: "counting", preview: null });
  const asked = JSON.stringify(wish);
  useEffect(() => {
    let isStale = false;
    setRecount(({ preview }) => ({ state: "counting", preview }));
    const timer = setTimeout(async () => {
      const body = { orderId, ...(JSON.parse(asked) as RefundWish) };
      const result = await post<RefundPreview>("/app/inbox/refund-preview", body);
      if (isStale) return;
      setRecount(({ preview }) =>
        result.ok
          ? { state: "counted", preview: result.value }
          : { state: "failed", because: result.because, preview },
      );
    }, BREATH_MS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [orderId, asked, turn]);
  return recount;
}

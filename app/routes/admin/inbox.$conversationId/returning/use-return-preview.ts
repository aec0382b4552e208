import { useEffect, useState } from "react";

import type { ReturnPreview } from "~/returns/settlement";
import { post, type Failure } from "~/ui/post";

export type Counted =
  | { readonly state: "counting"; readonly preview: ReturnPreview | null }
  | { readonly state: "counted"; readonly preview: ReturnPreview }
  | { readonly state: "nothing" }
  | { readonly state: "failed"; readonly because: Failure };

/** What a return gives back by Shopify's reckoning, counted anew when asked or when the shipping changes. */
export function useReturnPreview(returnId: string, shipping = false, turn = 0): Counted {
  const [counted, setCounted] = useState<Counted>({ state: "counting", preview: null });
  useEffect(() => {
    let isStale = false;
    setCounted((known) => ({ state: "counting", preview: "preview" in known ? known.preview : null }));
    void post<Partial<ReturnPreview>>("/app/inbox/return-preview", { returnId, shipping }).then((result) => {
      if (isStale) return;
      if (!result.ok) setCounted({ state: "failed", because: result.because });
      else if (isWhole(result.value)) setCounted({ state: "counted", preview: result.value });
      else setCounted({ state: "nothing" });
    });
    return () => {
      isStale = true;
    };
  }, [returnId, shipping, turn]);
  return counted;
}

function isWhole(value: Partial<ReturnPreview>): value is ReturnPreview {
  return value.total !== undefined;
}

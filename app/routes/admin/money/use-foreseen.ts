import { useEffect, useState } from "react";

import type { Money } from "~/kit/money";
import type { Foreseen } from "~/ledger/foresee.server";
import { post } from "~/ui/post";

type About = { readonly orderId: string; readonly conversationId: string | null };

/** Whether this amount would need somebody's approval; null while nobody knows, which stops nobody. */
export function useForeseen({ orderId, conversationId }: About, total: Money | null): Foreseen | null {
  const [foreseen, setForeseen] = useState<{ for: string; value: Foreseen } | null>(null);
  const minor = total?.minor ?? 0;
  const currency = total?.currency ?? "";
  const question = `${orderId} ${minor} ${currency}`;
  useEffect(() => {
    if (minor <= 0) return;
    let isStale = false;
    const body = { orderId, conversationId, minor, currency };
    void post<Foreseen>("/app/money/foresee", body).then((result) => {
      if (!isStale && result.ok) setForeseen({ for: question, value: result.value });
    });
    return () => {
      isStale = true;
    };
  }, [orderId, conversationId, minor, currency, question]);
  return foreseen?.for === question ? foreseen.value : null;
}

import { Banner } from "@shopify/polaris";

import { moneyText } from "~/kit/money";
import type { Foreseen } from "~/ledger/foresee.server";
import { useLocale, useWords } from "~/ui/admin";

/** Says beforehand that a payment will wait for somebody's approval, why, and whose. */
export function AboveLimit({ foreseen }: { foreseen: Foreseen | null }) {
  const say = useWords();
  const locale = useLocale();
  const [first] = foreseen?.exceeds ?? [];
  if (!foreseen || !first) return null;
  const limit = foreseen.limit ? moneyText(foreseen.limit, locale) : String(foreseen.pace);
  const names = new Intl.ListFormat(locale, { type: "disjunction" }).format(foreseen.approvers);
  return (
    <Banner tone="info">
      <p>
        {say(`money.you_${first}`, { limit })}{" "}
        {names ? say("money.who_must", { names }) : say("money.who_nobody")}
      </p>
    </Banner>
  );
}

/** Whether pressing the button asks somebody instead of paying. */
export function isAbove(foreseen: Foreseen | null): boolean {
  return (foreseen?.exceeds.length ?? 0) > 0;
}

/** What the screen says once somebody else was asked. */
export function Asked() {
  const say = useWords();
  return (
    <Banner tone="info" title={say("money.asked_title")}>
      <p>{say("money.asked_text")}</p>
    </Banner>
  );
}

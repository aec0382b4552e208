import { localeFor } from "~/kit/words";
import type { Desk } from "~/platform/desk.server";
import { eligibility } from "~/returns/eligibility";
import { explain } from "~/returns/policy/explain";
import { listReturnable } from "~/returns/returnable.server";

import type { Returnable } from "./returnable";

/** An order's lines as the policy sees them now, in the agent's language. @throws NotFound, Unavailable */
export async function loadReturnable(desk: Desk, orderId: string): Promise<Returnable> {
  const locale = localeFor(desk.actor.kind === "agent" ? desk.actor.locale : desk.shop.locale);
  const { lines, judging } = await listReturnable(desk, orderId);
  const listener = { locale, timezone: desk.shop.timezone, to: "agent" } as const;
  return {
    lines: lines.map((line) => {
      const { isOpen, judgement } = eligibility(line, judging);
      const { id, title, variant, image, price, unreturned } = line;
      const message = explain(judgement, listener);
      return { id, title, variant, image, price, quantity: unreturned, eligible: isOpen, message };
    }),
    reasons: judging.published.policy.reasons.map(({ handle, label, photo }) => ({
      handle,
      label: label[locale],
      needsPhoto: photo === "required",
    })),
  };
}

import { localeFor, words } from "~/kit/words";
import type { Desk } from "~/platform/desk.server";
import { eligibility, type WhyNot } from "~/returns/eligibility";
import { policyOf } from "~/returns/policy";
import { listReturnable } from "~/returns/returnable.server";
import { settingsOf } from "~/shops/settings";

import type { Returnable } from "./returnable";

const whyNot = {
  "not-sent": "inbox.requestNotSent",
  "nothing-left": "inbox.requestNothingLeft",
  "final-sale": "inbox.requestFinalSale",
  "window-closed": "inbox.requestWindowClosed",
} as const satisfies Record<WhyNot, string>;

/** An order's lines as the policy sees them now, in the agent's language. @throws NotFound, Unavailable */
export async function loadReturnable(desk: Desk, orderId: string): Promise<Returnable> {
  const locale = localeFor(desk.actor.kind === "agent" ? desk.actor.locale : desk.shop.locale);
  const say = words(locale);
  const policy = policyOf(settingsOf(desk));
  const { lines } = await listReturnable(desk, orderId);
  const day = (until: Date) =>
    until.toLocaleDateString(locale, { day: "numeric", month: "short", timeZone: desk.shop.timezone });
  return {
    lines: lines.map((line) => {
      const answer = eligibility(line, policy, desk.now);
      const { id, title, variant, image, price, unreturned } = line;
      const message = answer.open
        ? say("inbox.requestUntil", { until: day(answer.until) })
        : say(whyNot[answer.because]);
      return { id, title, variant, image, price, quantity: unreturned, eligible: answer.open, message };
    }),
    reasons: policy.reasons.map(({ handle, label, photo }) => ({
      handle,
      label: label[locale],
      needsPhoto: photo === "required",
    })),
  };
}

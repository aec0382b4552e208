import { watchAnswer } from "~/channels/deliver.server";
import { maybeCurrent } from "~/conversations/conversations.server";
import { identify } from "~/conversations/link.server";
import { emailKey } from "~/kit/text";
import type { Desk } from "~/platform/desk.server";
import { take } from "~/platform/limits.server";
import { shopperAt } from "~/portal/chat.server";
import { limits } from "~/portal/limits";
import { refused, type Refused } from "~/portal/refusal";

/**
 * Keeps the address at which a shopper wants our answers once they have left. It is a claim: it brings no order,
 * no history and no customer with it, never replaces what was proven, and nothing is mailed to say thanks.
 */
export async function leaveAddress(desk: Desk, { email }: { email: string }): Promise<object | Refused> {
  const { visitorId } = shopperAt(desk);
  const address = emailKey(email);
  if (!address) return refused("bad-input");
  const conversation = await maybeCurrent(desk, visitorId);
  if (!conversation) return refused("not-found");
  if (conversation.identityProven || conversation.shopperEmail === address) return {};
  const wait = await mustWait(desk, visitorId, address);
  if (wait !== null) return refused("slow-down", wait);
  await identify(desk, { visitorId }, { email: address, proven: false });
  // An answer may have come before the address did.
  await watchAnswer(desk, conversation.id);
  return {};
}

/** Seconds to wait for whoever changes their mind too often, or names what too many have named; null for others. */
async function mustWait(desk: Desk, visitorId: string, address: string): Promise<number | null> {
  const counted = [
    [limits.addresses, visitorId],
    [limits.sameAddress, address],
  ] as const;
  for (const [limit, who] of counted) {
    const verdict = await take(limit, `${desk.shopId}:${who}`);
    if (!verdict.allowed) return verdict.retryAfterSeconds;
  }
  return null;
}

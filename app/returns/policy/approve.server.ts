import { Unavailable } from "~/kit/failures";
import type { Desk } from "~/platform/desk.server";
import { decideReturn } from "~/returns/decide.server";
import { findReturn } from "~/returns/returns.server";
import { isOff } from "~/shops/switches";

/**
 * Approves a request that the policy approves by itself, as it stood when it was asked for. What somebody should
 * look at waits, and so does everything that was asked for in Shopify, where our policy was not asked.
 * @throws Unavailable when nobody knows whether Shopify heard it: to be tried again
 */
export async function approveByPolicy(
  desk: Desk,
  { returnId }: { readonly returnId: string },
): Promise<void> {
  if (isOff(desk, "automations")) return;
  const { stage, policy } = await findReturn(desk, returnId);
  const verdicts = policy?.verdicts ?? [];
  const isApproved = verdicts.length > 0 && verdicts.every(({ approval }) => approval === "auto");
  if (stage !== "requested" || !isApproved) return;
  const answer = await decideReturn(desk, returnId, { verdict: "approve" });
  if (!answer.decided && answer.because === "unknown")
    throw new Unavailable("Whether the return was approved is not known yet");
}

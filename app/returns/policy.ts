import { z } from "zod";

/** Days a parcel is taken to travel when nobody has told us of its delivery. */
const TRANSIT_DAYS = 7;
/** A product with this tag does not come back. */
const FINAL_SALE_TAG = "final-sale";

export type Photo = "off" | "optional" | "required";
export type Reason = {
  /** As Shopify names it. */
  readonly handle: string;
  readonly label: { readonly en: string; readonly "zh-CN": string };
  readonly photo: Photo;
};

/** The merchant's terms: one window for everything, final sale by tag, reasons with or without a photo. */
export type Policy = {
  readonly version: string;
  readonly windowDays: number;
  readonly transitDays: number;
  readonly finalSaleTag: string;
  readonly reasons: readonly Reason[];
};

export function policyOf(settings: { returnWindowDays: number; returnReasons: readonly Reason[] }): Policy {
  const { returnWindowDays: windowDays, returnReasons: reasons } = settings;
  return {
    version: `window ${windowDays}, transit ${TRANSIT_DAYS}, ${FINAL_SALE_TAG}`,
    windowDays,
    transitDays: TRANSIT_DAYS,
    finalSaleTag: FINAL_SALE_TAG,
    reasons,
  };
}

/** The policy as it stood when a return was asked for and decided, kept with the return. */
export const StoredPolicy = z.object({
  version: z.string(),
  windowDays: z.number(),
  transitDays: z.number(),
  finalSaleTag: z.string(),
  /** What the policy said of each line when it was asked for. */
  verdicts: z
    .array(
      z.object({
        fulfillmentLineId: z.string(),
        until: z.iso.datetime().nullable(),
        because: z.string().nullable(),
      }),
    )
    .default([]),
});
export type StoredPolicy = z.infer<typeof StoredPolicy>;

/** What is kept of a policy: its values, without the reasons (each line carries its own). */
export function storedPolicy(policy: Policy, verdicts: StoredPolicy["verdicts"]): StoredPolicy {
  const { version, windowDays, transitDays, finalSaleTag } = policy;
  return { version, windowDays, transitDays, finalSaleTag, verdicts };
}

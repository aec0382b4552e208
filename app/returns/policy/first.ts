import { PolicyDraft, type Policy, type Reason } from "./document";

/** Days a parcel is taken to travel when nobody has told us of its delivery. */
const TRANSIT_DAYS = 7;
/** A product with this tag does not come back. */
const FINAL_SALE_TAG = "final-sale";

type Settings = {
  readonly returnWindowDays: number;
  readonly returnReasons: readonly Pick<Reason, "handle" | "label" | "photo">[];
};

const claims: Partial<Record<string, Reason["claim"]>> = {
  "damaged-or-defective": "damaged",
  "received-the-wrong-item": "wrong",
};
const ours = ["damaged-or-defective", "received-the-wrong-item", "item-not-as-described"];

/** The policy of a shop that has published none: what its settings say, and where its first draft begins. */
export function firstPolicy({ returnWindowDays, returnReasons }: Settings): Policy {
  return PolicyDraft.parse({
    transitDays: TRANSIT_DAYS,
    reasons: returnReasons.map((reason) => ({
      ...reason,
      comment: "optional",
      fault: ours.includes(reason.handle) ? "ours" : "customer",
      claim: claims[reason.handle] ?? null,
    })),
    rules: [
      {
        id: "final-sale",
        name: "Final sale",
        when: { productTags: [FINAL_SALE_TAG] },
        then: { kind: "final-sale" },
      },
      {
        id: "everything-else",
        name: "Everything else",
        when: {},
        then: returnWindowDays === 0 ? { kind: "final-sale" } : refundWithin(returnWindowDays),
      },
    ],
  });
}

function refundWithin(windowDays: number) {
  return { kind: "returnable", windowDays, outcomes: { refund: {} }, label: "customer", approval: "review" };
}

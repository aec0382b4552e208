import type { Dispute } from "../../state/doubt.ts";
import { fields } from "../field.ts";
import { legacyId, moneyView } from "./view.ts";

export const disputeFields = fields<Dispute>({
  legacyResourceId: legacyId,
  amount: ({ amount }) => moneyView(amount.shop),
  order: (dispute, { store }) => store.orderOf(dispute),
  reasonDetails: ({ reason, networkReasonCode }) => ({ reason, networkReasonCode }),
});

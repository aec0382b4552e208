import type { Delta, OrderEdit } from "../state/order-edit.ts";
import type { Store } from "../store.ts";
import { idOf, stamp } from "./write.ts";

/** orders/edited: which lines came and went. Discounts and shipping cannot be edited here. */
export function editPayload(store: Store, edit: OrderEdit) {
  if (edit.commit === null) return null;
  const { at, notify, staffNote, added, removed } = edit.commit;
  const nothing = { additions: [], removals: [] };
  return {
    order_edit: {
      id: idOf(edit.id),
      app_id: null,
      created_at: stamp(store, edit.createdAt),
      committed_at: stamp(store, at),
      notify_customer: notify,
      order_id: idOf(edit.orderId),
      staff_note: staffNote,
      user_id: null,
      line_items: { additions: added.map(delta), removals: removed.map(delta) },
      discounts: { line_item: nothing },
      shipping_lines: nothing,
    },
  };
}

function delta({ lineItemId, units }: Delta) {
  return { id: idOf(lineItemId), delta: units };
}

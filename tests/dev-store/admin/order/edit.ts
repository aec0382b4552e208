import {
  beginEdit,
  commitEdit,
  stageCustomItem,
  stageQuantity,
  stageVariant,
} from "../../acts/edit-lines.ts";
import { page } from "../../markup.ts";
import type { Raw } from "../../markup.ts";
import { parseMoney } from "../../state/money.ts";
import type { LineItem, Order } from "../../state/order.ts";
import type { OrderEdit } from "../../state/order-edit.ts";
import { currentQuantity, unfulfilledQuantity } from "../../state/totals.ts";
import type { Store } from "../../store.ts";
import { formsFor, lineName } from "../order-parts.ts";
import type { Act, Done, Fields } from "../order-parts.ts";
import { number } from "../pieces.ts";
import type { Visit } from "../visit.ts";

/** Fewer or more of what is not sent yet, and new lines from the shelf or of one's own making. */
export function editForm(visit: Visit, order: Order): Raw {
  const open = order.lines.filter((line) => unfulfilledQuantity(order, line) > 0);
  const options = [...visit.store.products.values()].flatMap((product) =>
    product.variants.map(
      (variant) => page`<option value="${variant.id}">${product.title}, ${variant.title}</option>`,
    ),
  );
  return page`<section class="card"><details class="act"><summary>Edit order</summary>${formsFor(
    visit,
    order,
  )(
    "edit",
    page`<div class="fields">${open.map((line) => quantityOf(order, line))}
      <label class="field">Add from the shelf<select name="variant"><option value="">Nothing</option>${options}</select></label>
      <label class="field">How many<input type="number" name="units" min="1" value="1"></label>
      <label class="field">Add a custom item<input name="title" maxlength="255"></label>
      <label class="field">Its price in ${order.currencies.presentment}<input name="price" inputmode="decimal"></label>
      <label class="field">Reason for the edit<input name="note"></label></div>
      <div class="bar"><label class="tick"><input type="checkbox" name="restock" value="yes" checked> Restock what is taken off</label>
      <button class="primary">Update order</button></div>`,
  )}</details></section>`;
}

function quantityOf(order: Order, line: LineItem): Raw {
  const now = currentQuantity(order, line);
  const least = Math.max(0, now - unfulfilledQuantity(order, line));
  return page`<label class="field">${lineName(line)}
    <input type="number" name="line-${number(line.id)}" min="${least}" value="${now}"></label>`;
}

export const editActs: Record<string, Act> = { edit: { said: "Order updated", act: editByHand } };

/** All or nothing: what was staged before a refusal is never committed. */
function editByHand(store: Store, order: Order, sent: Fields): Done {
  const begun = beginEdit(store, order);
  if (begun.value === null) return begun;
  const edit = begun.value;
  for (const stage of stages(store, order, sent)) {
    const staged = stage(edit);
    if (staged.value === null) return staged;
  }
  return commitEdit(store, edit, { staffNote: sent.note ?? "" });
}

type Stage = (edit: OrderEdit) => ReturnType<typeof stageQuantity>;

function stages(store: Store, order: Order, sent: Fields): Stage[] {
  const restock = sent.restock === "yes";
  const changed = order.lines.flatMap((line): Stage[] => {
    const typed = sent[`line-${number(line.id)}`];
    const quantity = Number(typed);
    if (!typed || quantity === currentQuantity(order, line)) return [];
    return [(edit) => stageQuantity(store, edit, { lineId: line.id, quantity, restock })];
  });
  return [...changed, ...additions(store, order, sent)];
}

function additions(store: Store, order: Order, { variant, units, title, price }: Fields): Stage[] {
  const custom: Stage = (edit) => {
    const amount = parseMoney((price || "0").replace(",", "."), order.currencies.presentment);
    return stageCustomItem(store, edit, { title: title ?? "", quantity: 1, price: amount });
  };
  const fromShelf: Stage = (edit) =>
    stageVariant(store, edit, { variantId: variant ?? "", quantity: Number(units), allowDuplicates: true });
  return [...(variant ? [fromShelf] : []), ...(title ? [custom] : [])];
}

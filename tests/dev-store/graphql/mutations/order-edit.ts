import {
  beginEdit,
  commitEdit,
  stageCustomItem,
  stageQuantity,
  stageVariant,
} from "../../acts/edit-lines.ts";
import { parseMoney } from "../../state/money.ts";
import type { LineItem } from "../../state/order.ts";
import type { OrderEdit } from "../../state/order-edit.ts";
import { refused } from "../../state/outcome.ts";
import type { Outcome } from "../../state/outcome.ts";
import type { Store } from "../../store.ts";
import { fields, idOf } from "../field.ts";
import type { Call } from "../field.ts";
import { calculatedLines } from "../types/order-edit.ts";

const unknown = refused(["id"], "The calculated order does not exist.");

/** The edit of this id, unless it is over. */
function openEdit(store: Store, id: unknown): OrderEdit | null {
  const edit = store.find("CalculatedOrder", idOf("CalculatedOrder", id));
  return edit?.commit === null ? edit : null;
}

/** Stages something and shows the edit with it, or why it was refused. */
function staged({ args, store }: Call, stage: (edit: OrderEdit) => Outcome<LineItem>) {
  const edit = openEdit(store, args.id);
  const { value, errors } = edit ? stage(edit) : unknown;
  const found = edit && value ? calculatedLines(store, edit).find(({ line }) => line.id === value.id) : null;
  return { ...session(value && edit), calculatedLineItem: found ?? null, userErrors: errors };
}

function session(edit: OrderEdit | null) {
  const orderEditSession = edit && { id: edit.id.replace("CalculatedOrder", "OrderEditSession") };
  return { calculatedOrder: edit, orderEditSession };
}

/** An existing line keeps its number while it is edited; a staged one has an id of its own. */
function lineIdOf(id: unknown): string {
  return idOf("CalculatedLineItem", id).replace(/CalculatedLineItem(?=\/\d+$)/, "LineItem");
}

type CustomArgs = {
  title: string;
  quantity: number;
  price: { amount: string; currencyCode: string };
  taxable?: boolean | null;
  requiresShipping?: boolean | null;
};

function customItem({ title, quantity, price, taxable, requiresShipping }: CustomArgs) {
  return {
    title,
    quantity,
    price: parseMoney(String(price.amount), price.currencyCode),
    taxable: taxable ?? true,
    requiresShipping: requiresShipping ?? true,
  };
}

function commit({ args, store }: Call) {
  const edit = openEdit(store, args.id);
  const outcome = edit
    ? commitEdit(store, edit, {
        notify: args.notifyCustomer === true,
        staffNote: (args.staffNote as string | null | undefined) ?? "",
      })
    : unknown;
  const { order = null, messages = [] } = outcome.value ?? {};
  return { order, successMessages: messages, userErrors: outcome.errors };
}

export const orderEditMutations = fields<unknown>({
  orderEditBegin: (_root, { args, store }) => {
    const order = store.find("Order", idOf("Order", args.id));
    const begun = order ? beginEdit(store, order) : refused(["id"], "The order does not exist.");
    return { ...session(begun.value), userErrors: begun.errors };
  },
  orderEditAddVariant: (_root, call) =>
    staged(call, (edit) =>
      stageVariant(call.store, edit, {
        variantId: idOf("ProductVariant", call.args.variantId),
        quantity: call.args.quantity as number,
        allowDuplicates: call.args.allowDuplicates === true,
      }),
    ),
  orderEditAddCustomItem: (_root, call) =>
    staged(call, (edit) => stageCustomItem(call.store, edit, customItem(call.args as CustomArgs))),
  orderEditSetQuantity: (_root, call) =>
    staged(call, (edit) =>
      stageQuantity(call.store, edit, {
        lineId: lineIdOf(call.args.lineItemId),
        quantity: call.args.quantity as number,
        restock: call.args.restock === true,
      }),
    ),
  orderEditCommit: (_root, call) => commit(call),
});

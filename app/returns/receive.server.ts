import { transaction, type Desk } from "~/platform/desk.server";

import { from, moveReturn } from "./move.server";
import { after, type ReturnView } from "./return";
import { findReturn, takeTurn } from "./returns.server";

export type Inspection = {
  /** What came back of each of our return lines; lines that are not named did not come. */
  readonly lines: readonly { readonly id: string; readonly quantity: number; readonly restock?: boolean }[];
};

export type Received =
  | { readonly received: true; readonly return: ReturnView }
  | {
      readonly received: false;
      readonly because: "too-late" | "nothing-came" | "too-many" | "paying";
      readonly return: ReturnView;
    };

/**
 * Writes down what came back. May be corrected until money moves; only what came back is ever paid for.
 * @throws NotFound
 */
export async function receiveParcel(desk: Desk, id: string, inspection: Inspection): Promise<Received> {
  const known = await findReturn(desk, id);
  return transaction(desk, async (inside): Promise<Received> => {
    await takeTurn(inside, known.orderId);
    const now = await findReturn(inside, id);
    const because = whyNot(now, inspection);
    if (because) return { received: false, because, return: now };
    for (const line of now.lines) {
      const came = inspection.lines.find((row) => row.id === line.id);
      const data = { receivedQuantity: came?.quantity ?? 0, restock: came?.restock ?? line.restock };
      await inside.db.returnLine.updateMany({ where: { id: line.id }, data });
    }
    await moveReturn(inside, now, {
      to: "received",
      from: from("receive"),
      change: { receivedAt: desk.now },
    });
    return { received: true, return: await findReturn(inside, id) };
  });
}

function whyNot(now: ReturnView, { lines }: Inspection) {
  if (after(now.stage, "receive") === null) return "too-late";
  if (now.isPaying) return "paying";
  if (lines.every(({ quantity }) => quantity <= 0)) return "nothing-came";
  const fits = lines.every(({ id, quantity }) => {
    const line = now.lines.find((row) => row.id === id);
    return line !== undefined && Number.isInteger(quantity) && quantity >= 0 && quantity <= line.quantity;
  });
  return fits ? null : "too-many";
}

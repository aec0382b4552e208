import { randomUUID } from "node:crypto";

import { decideReturn } from "~/returns/decide.server";
import { receiveParcel } from "~/returns/receive.server";
import { requestReturn, type ReturnAsk } from "~/returns/request.server";
import type { ReturnView } from "~/returns/return";
import type { Desk } from "~/platform/desk.server";

import type { Order } from "../dev-store/state/order.ts";

/** A wish to send the first parcel's first line back, two units, unless said. */
export function wish(sale: Order, own: Partial<ReturnAsk> = {}): ReturnAsk {
  const id = sale.fulfillments[0]?.lines[0]?.id ?? "";
  return {
    orderId: sale.id,
    lines: [{ id, quantity: 2, reason: "too-small" }],
    note: "Both are too small",
    attachments: [],
    clientId: randomUUID(),
    conversationId: null,
    ...own,
  };
}

export async function asked(desk: Desk, sale: Order, own: Partial<ReturnAsk> = {}): Promise<ReturnView> {
  const answer = await requestReturn(desk, wish(sale, own));
  if (!answer.requested) throw new Error(`Not requested: ${JSON.stringify(answer)}`);
  return answer.return;
}

export async function approved(desk: Desk, sale: Order, own: Partial<ReturnAsk> = {}): Promise<ReturnView> {
  const request = await asked(desk, sale, own);
  const decided = await decideReturn(desk, request.id, { verdict: "approve" });
  if (!decided.decided) throw new Error(`Not approved: ${decided.because}`);
  return decided.return;
}

/** Approved, and so many units of its first line came back: all unless said. */
export async function received(desk: Desk, sale: Order, units?: number): Promise<ReturnView> {
  const open = await approved(desk, sale);
  const lines = open.lines.map(({ id, quantity }) => ({ id, quantity: units ?? quantity }));
  const answer = await receiveParcel(desk, open.id, { lines });
  if (!answer.received) throw new Error(`Not received: ${answer.because}`);
  return answer.return;
}

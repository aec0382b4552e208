import type { PickedLine, Reason, Returnable, ReturnableLine } from "../wire";

/** What the visitor has chosen so far for one return. Kept in the browser until the return is asked for. */
export type ReturnDraft = {
  orderId: string;
  /** Made once per draft, so that asking twice makes one return. */
  clientId: string;
  lines: Record<string, { quantity: number; reason: string }>;
  note: string;
};

export function emptyDraft(orderId: string, clientId: string): ReturnDraft {
  return { orderId, clientId, lines: {}, note: "" };
}

/** The draft with another quantity of a line, kept between 0 and what can come back. */
export function withQuantity(draft: ReturnDraft, line: ReturnableLine, quantity: number): ReturnDraft {
  const lines = { ...draft.lines };
  const kept = line.eligible ? Math.min(Math.max(Math.trunc(quantity), 0), line.quantity) : 0;
  if (kept > 0) lines[line.id] = { quantity: kept, reason: lines[line.id]?.reason ?? "" };
  else delete lines[line.id];
  return { ...draft, lines };
}

export function withReason(draft: ReturnDraft, id: string, reason: string): ReturnDraft {
  const chosen = draft.lines[id];
  return chosen ? { ...draft, lines: { ...draft.lines, [id]: { ...chosen, reason } } } : draft;
}

/** The chosen lines that may still come back, in the order's own order. */
export function picked(draft: ReturnDraft, offer: Returnable): PickedLine[] {
  return offer.lines
    .filter((line) => line.eligible && draft.lines[line.id])
    .map((line) => {
      const { quantity = 1, reason = "" } = draft.lines[line.id] ?? {};
      return { id: line.id, quantity: Math.min(quantity, line.quantity), reason };
    });
}

/** Whether a photo is wanted, by the strictest of the chosen reasons. */
export function photoFor(lines: readonly PickedLine[], reasons: readonly Reason[]): Reason["photo"] {
  const wanted = lines.map((line) => reasons.find(({ handle }) => handle === line.reason)?.photo ?? "off");
  if (wanted.includes("required")) return "required";
  return wanted.includes("optional") ? "optional" : "off";
}

/** What is still missing before the visitor may go on, or null. */
export function lacking(
  lines: readonly PickedLine[],
  reasons: readonly Reason[],
  photos: number,
): "item" | "reason" | "photo" | null {
  if (lines.length === 0) return "item";
  if (lines.some(({ reason }) => !reasons.some(({ handle }) => handle === reason))) return "reason";
  if (photoFor(lines, reasons) === "required" && photos === 0) return "photo";
  return null;
}

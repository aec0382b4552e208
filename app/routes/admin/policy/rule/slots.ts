import type { Outcome, When } from "~/returns/policy/document";

/** A bracketed part of a sentence: which control stands there. */
export type Slot =
  | { readonly of: "verb" | "anything" | "days" | "outcomes" }
  | { readonly of: "when"; readonly kind: keyof When }
  | { readonly of: "fee" | "bonus" | "own"; readonly outcome: Outcome };

export type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "slot"; readonly slot: Slot; readonly text: string };

export function keyOf(slot: Slot): string {
  if (slot.of === "when") return slot.kind;
  return "outcome" in slot ? `${slot.of}:${slot.outcome}` : slot.of;
}

// Private use: nobody types these, and no message formatter touches them.
const OPEN = "\uE000";
const CLOSE = "\uE001";

/** Sentences are put together as text with marked places, so that each language may order them as it likes. */
export class Places {
  readonly #slots: { slot: Slot; text: string }[] = [];

  /** The text of a control, marked. */
  mark(slot: Slot, text: string): string {
    this.#slots.push({ slot, text });
    return `${OPEN}${this.#slots.length - 1}${CLOSE}`;
  }

  /** What was marked, taken apart again. */
  parts(sentence: string): Part[] {
    const pieces = sentence.split(new RegExp(`${OPEN}(\\d+)${CLOSE}`));
    return pieces.flatMap((piece, index): Part[] => {
      if (index % 2 === 0) return piece === "" ? [] : [{ kind: "text", text: piece }];
      const found = this.#slots[Number(piece)];
      return found ? [{ kind: "slot", ...found }] : [];
    });
  }
}

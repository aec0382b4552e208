import { expect, test } from "vitest";
import {
  emptyDraft,
  lacking,
  photoFor,
  picked,
  withQuantity,
  withReason,
} from "../../extensions/src/chat/pure/picks";
import type { Reason, Returnable, ReturnableLine } from "../../extensions/src/chat/wire";

const line = (id: string, more: Partial<ReturnableLine> = {}): ReturnableLine => ({
  id,
  title: id,
  variant: null,
  image: null,
  quantity: 2,
  price: { minor: 100, currency: "EUR", text: "€1.00" },
  eligible: true,
  message: null,
  ...more,
});
const reasons: Reason[] = [
  { handle: "size", label: "Does not fit", photo: "off" },
  { handle: "damaged", label: "Damaged", photo: "required" },
  { handle: "colour", label: "Colour", photo: "optional" },
];
const offer: Returnable = {
  order: { id: "o", name: "#1" },
  lines: [line("shirt"), line("gift", { eligible: false }), line("fern")],
  reasons,
  policy: "",
};
const shirt = offer.lines[0]!;

test("no more can be chosen than can come back, and nothing of what cannot", () => {
  let draft = withQuantity(emptyDraft("o", "x"), shirt, 9);
  expect(draft.lines["shirt"]?.quantity).toBe(2);
  draft = withQuantity(draft, offer.lines[1]!, 1);
  expect(Object.keys(draft.lines)).toEqual(["shirt"]);
  expect(withQuantity(draft, shirt, 0).lines).toEqual({});
});

test("changing the quantity keeps the reason already given", () => {
  const draft = withReason(withQuantity(emptyDraft("o", "x"), shirt, 1), "shirt", "size");
  expect(withQuantity(draft, shirt, 2).lines["shirt"]).toEqual({ quantity: 2, reason: "size" });
  expect(withReason(draft, "nothing", "size")).toBe(draft);
});

test("a line that could come back yesterday and cannot today is left out", () => {
  const draft = withQuantity(withQuantity(emptyDraft("o", "x"), shirt, 2), offer.lines[2]!, 1);
  const today = { ...offer, lines: [line("shirt", { quantity: 1 }), line("fern", { eligible: false })] };
  expect(picked(draft, today)).toEqual([{ id: "shirt", quantity: 1, reason: "" }]);
});

test("one reason that needs a photo makes the whole return need one", () => {
  const chosen = (...handles: string[]) =>
    handles.map((reason, at) => ({ id: String(at), quantity: 1, reason }));
  expect(photoFor(chosen("size", "damaged"), reasons)).toBe("required");
  expect(photoFor(chosen("size", "colour"), reasons)).toBe("optional");
  expect(photoFor(chosen("size"), reasons)).toBe("off");
});

test("what is missing is asked for one after the other: item, reason, photo", () => {
  const one = (reason: string) => [{ id: "shirt", quantity: 1, reason }];
  expect(lacking([], reasons, 0)).toBe("item");
  expect(lacking(one("made-up"), reasons, 0)).toBe("reason");
  expect(lacking(one("damaged"), reasons, 0)).toBe("photo");
  expect(lacking(one("damaged"), reasons, 1)).toBeNull();
});

import { describe, expect, test } from "vitest";
import { onShelf, sampleStore, topicsOf } from "../../seed/sample.ts";
import { financialStatus } from "../../state/status.ts";
import { originalTotals, outstanding } from "../../state/totals.ts";
import type { Store } from "../../store.ts";
import { createCustomer } from "../edit.ts";
import { lineFromShelf } from "../place.ts";
import { completeDraft, sendDraftInvoice } from "./complete.ts";
import { createDraft } from "./draft.ts";
import type { DraftWish } from "./draft.ts";

const euros = { shop: "EUR", presentment: "EUR", rate: 1 };
const free = { title: "Replacement", description: "", value: 100, valueType: "PERCENTAGE" as const };

function lamp(store: Store, quantity = 1): DraftWish["lines"] {
  const shelf = lineFromShelf(store, euros, onShelf(store, "Lamp", 40));
  if (!shelf) throw new Error("Nothing on the shelf");
  return [{ ...shelf, quantity }];
}

function drafted(store: Store, wish: Partial<DraftWish> = {}) {
  const made = createDraft(store, { lines: lamp(store), email: "noor@example.com", ...wish }).value;
  if (!made) throw new Error("The draft was refused");
  return made;
}

describe("a draft", () => {
  test("is no order and takes no order's number", () => {
    const store = sampleStore();
    expect(drafted(store).name).toBe("#D1");
    expect([store.orders.size, store.nextOrderNumber()]).toEqual([0, 1001]);
  });

  // Recorded from a live store: two at 20 less a tenth, then 5 off the whole, plus 7.25 for the way.
  test("takes a line's discount first and the whole's after it", () => {
    const store = sampleStore();
    const price = (minor: number) => ({
      shop: { minor, currency: "EUR" },
      presentment: { minor, currency: "EUR" },
    });
    const made = drafted(store, {
      lines: [
        {
          ...{ title: "Installation", quantity: 2, unitPrice: price(2000) },
          discount: { title: null, description: "10 percent off", value: 10, valueType: "PERCENTAGE" },
        },
      ],
      discount: { title: "Loyalty", description: "", value: 5, valueType: "FIXED_AMOUNT" },
      shipping: [{ title: "Courier", price: price(725) }],
    });
    const { subtotal, discounts, total } = originalTotals(made.contents);
    expect([subtotal, discounts, total].map(({ shop }) => shop.minor)).toEqual([3100, 900, 3825]);
    expect(made.lines[0]?.discount?.amount.shop.minor).toBe(400);
    expect(made.discount?.amount.shop.minor).toBe(500);
  });

  test.each([
    [{ lines: [] }, "Add at least 1 product"],
    [{ email: "not-an-email" }, "Email is invalid"],
    [{ discount: { ...free, value: 150 } }, "Applied discount value must be less than or equal to 100%"],
    [
      { discount: { ...free, value: 12.345 } },
      "Applied discount value can have at most 2 digits after decimal point",
    ],
  ])("is refused in a live store's words: %#", (wish, message) => {
    const store = sampleStore();
    expect(createDraft(store, { lines: lamp(store), ...wish }).errors[0]?.message).toBe(message);
    expect(store.drafts.size).toBe(0);
  });
});

describe("completing", () => {
  test("a replacement for nothing is paid, tagged and reserved, and nobody was charged", () => {
    const store = sampleStore();
    const customer = createCustomer(store, { email: "noor@example.com" }).value ?? never();
    const made = drafted(store, {
      lines: lamp(store, 2),
      discount: free,
      tags: ["replacement"],
      customerId: customer.id,
      metafields: [{ namespace: "$app", key: "return", type: "single_line_text_field", value: "R1" }],
    });
    completeDraft(store, made);
    const order = store.find("Order", made.orderId) ?? never();
    expect(order).toMatchObject({ name: "#1001", tags: ["replacement"], transactions: [] });
    expect([financialStatus(order), outstanding(order).shop.minor]).toEqual(["PAID", 0]);
    expect(order.metafields?.[0]).toMatchObject({ key: "return", value: "R1" });
    expect(store.ordersOf(customer.id)).toEqual([order]);
    expect(store.find("ProductVariant", order.lines[0]?.variantId ?? "")?.stock?.[0]).toMatchObject({
      available: 8,
      committed: 2,
    });
  });

  test("one that costs something is marked as paid by hand, or waits for its money", () => {
    const store = sampleStore();
    const [paid, pending] = [drafted(store), drafted(store)];
    completeDraft(store, paid);
    completeDraft(store, pending, { isPending: true });
    const status = (id: string | null) => financialStatus(store.find("Order", id) ?? never());
    expect([status(paid.orderId), status(pending.orderId)]).toEqual(["PAID", "PENDING"]);
  });

  test("happens once, and tells of the order and of the draft", () => {
    const store = sampleStore();
    const made = drafted(store, { discount: free });
    expect(topicsOf(store, () => completeDraft(store, made))).toEqual([
      "orders/create",
      "orders/paid",
      "draft_orders/update",
    ]);
    expect(completeDraft(store, made).errors).toHaveLength(1);
    expect(store.orders.size).toBe(1);
  });
});

test("an invoice needs somebody to read it and something to pay", () => {
  const store = sampleStore();
  const made = drafted(store, { email: null });
  expect(sendDraftInvoice(store, made, {}).errors.map(({ message }) => message)).toEqual([
    "To can't be blank",
  ]);
  sendDraftInvoice(store, made, { to: "noor@example.com" });
  expect(made.invoiceSentAt).not.toBeNull();
  completeDraft(store, made);
  expect(sendDraftInvoice(store, made, {}).errors).toHaveLength(2);
});

function never(): never {
  throw new Error("This should be there");
}

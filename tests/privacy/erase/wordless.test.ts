import { expect, test } from "vitest";

import { withoutWords } from "~/privacy/erase/wordless";

test("a stored payment keeps its lines and amounts and loses what people wrote; the mark in Shopify's books stays", () => {
  const stored = {
    wish: {
      note: "Torn, poor Noor",
      lines: [{ lineId: "l", quantity: 1 }],
      expectedMinor: 4500,
      notify: false,
    },
    request: { note: "Torn, poor Noor (Goodturn 7b6420843ee4)", discrepancyReason: "OTHER", staffNote: null },
  };
  expect(withoutWords(stored)).toEqual({
    wish: { note: null, lines: [{ lineId: "l", quantity: 1 }], expectedMinor: 4500, notify: false },
    request: { note: "Goodturn 7b6420843ee4", discrepancyReason: null, staffNote: null },
  });
});

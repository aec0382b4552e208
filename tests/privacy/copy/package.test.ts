import { expect, test } from "vitest";

import { copyName, packageFiles, picturePath } from "~/privacy/copy/package";

const at = new Date("2026-11-22T10:00:00Z");

test("a copy is one readable file and the pictures it names; what only we can use is left out", () => {
  const rows = [
    {
      id: "gid://shopify/Order/7",
      shopId: "s",
      totalMinor: 4_900n,
      lines: [{ id: "gid://shopify/LineItem/1" }],
    },
  ];
  const secrets = [{ id: "v", name: "Noor", refreshHash: "secret", storageKey: "secret" }];
  const picture = { id: "p1", mime: "image/jpeg", bytes: new Uint8Array([1, 2]) };
  const sections = [
    { name: "Order", rows },
    { name: "Visitor", rows: secrets },
  ];
  const files = packageFiles({ shop: "Fern & Flax", at }, sections, [picture]);
  expect(Object.keys(files)).toEqual(["data.json", "pictures/p1.jpg"]);
  expect(JSON.parse(new TextDecoder().decode(files["data.json"]))).toEqual({
    shop: "Fern & Flax",
    collectedAt: "2026-11-22T10:00:00.000Z",
    Order: [{ id: "7", totalMinor: 4_900, lines: [{ id: "1" }] }],
    Visitor: [{ id: "v", name: "Noor" }],
  });
});

test("a picture lies under its own name, and the file's name names nobody", () => {
  expect(picturePath({ id: "p", mime: "image/webp" })).toBe("pictures/p.webp");
  expect(copyName("0190aaaa-0000-7000-8000-000000abcdef", at)).toBe("data-request-2026-11-22-abcdef.zip");
});

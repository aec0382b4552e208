import fc from "fast-check";
import { expect, test } from "vitest";

import { pageOf, readCursor, writeCursor } from "~/kit/page";

const at = new Date("2026-11-22T10:00:00.123Z");
const id = "0190a6e0-0000-7000-8000-000000000001";

test("a cursor leads back to where it was made, to the millisecond", () => {
  expect(readCursor(writeCursor({ at, id }))).toEqual({ at, id });
});

test("whatever somebody writes into an address, it is a cursor of ours or none", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const cursor = readCursor(text);
      expect(cursor === null || !Number.isNaN(cursor.at.getTime())).toBe(true);
    }),
  );
  expect(readCursor(null)).toBeNull();
  expect(readCursor("zzzzzzzz.' OR 1=1")).toBeNull();
  expect(readCursor("mi9z4g3f.no-id-of-ours")).toBeNull();
  expect(readCursor(`zzzzzzzzzz.${id}`)).toBeNull();
});

test("one row more than fits means another page", () => {
  const rows = [3, 2, 1].map((number) => ({ at: new Date(number * 1e12), id: `${number}` }));
  expect(pageOf(rows, 2, (row) => row)).toEqual({
    rows: rows.slice(0, 2),
    next: writeCursor(rows[1] as never),
  });
  expect(pageOf(rows, 3, (row) => row).next).toBeNull();
  expect(pageOf([], 3, (row) => row)).toEqual({ rows: [], next: null });
});

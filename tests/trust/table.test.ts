import { expect, test } from "vitest";

import { printed, rowsOf, unproven } from "./table.ts";

const at = "2026-11-22T12:00:00.000Z";
const passed = (row: string, promise: string) => {
  const title = `${row}: ${promise}`;
  return { title, fullName: `about doors ${title}`, status: "passed" };
};

test("a row shows the last figure that its tests reached", () => {
  const figures = ["1 lost", "0 lost"].map((reached) => ({ row: "WH-6", reached, asked: "0 lost", at }));
  const [row] = rowsOf([passed("WH-6", "copies do nothing twice")], figures);
  expect(row).toMatchObject({
    id: "WH-6",
    state: "holds",
    figures: [{ reached: "0 lost", asked: "0 lost" }],
  });
});

test("a figure does not save a row of which one test failed", () => {
  const failed = { ...passed("WH-6", "both topics count"), status: "failed" };
  const figure = { row: "WH-6", reached: "0 lost", asked: "0 lost", at };
  expect(rowsOf([passed("WH-6", "copies do nothing twice"), failed], [figure])[0]?.state).toBe("FAILED");
});

test("one test may prove two rows", () => {
  expect(rowsOf([passed("LV-4 LV-5", "nonsense is refused")], []).map(({ id }) => id)).toEqual([
    "LV-4",
    "LV-5",
  ]);
});

test("a row whose figure another row's test took is shown as such", () => {
  const figure = { row: "F10", reached: "500 of 500", asked: "10,000", at };
  const rows = rowsOf([passed("MM-4", "paid once")], [figure]);
  expect(rows.map(({ id, state }) => [id, state])).toEqual([
    ["F10", "taken"],
    ["MM-4", "holds"],
  ]);
});

test("a test that was passed over proves nothing", () => {
  expect(rowsOf([{ ...passed("WH-4", "killed five times"), status: "skipped" }], [])).toEqual([]);
});

test("a row without a figure says what its tests promise, and parts of a row have figures of their own", () => {
  const figure = { row: "TI-2 portal", reached: "0 rows", asked: "0 rows", at };
  const rows = rowsOf([passed("TI-10", "nothing is cached"), passed("TI-2", "as shop A")], [figure]);
  expect(rows.map(({ id, figures }) => [id, figures[0]?.reached])).toEqual([
    ["TI-2", "0 rows"],
    ["TI-10", "nothing is cached"],
  ]);
});

test("rows that no test names are listed with their reason", () => {
  const wanted = { P0: { "WH-1": "forged", "AR-9": "backup" }, P1: { "LV-8": "buffering" } };
  const missing = unproven(wanted, new Set(["WH-1"]), { "LV-8": "needs a proxy" });
  expect(missing.map(({ id, why }) => [id, why])).toEqual([
    ["AR-9", ""],
    ["LV-8", "needs a proxy"],
  ]);
  expect(printed([], missing)).toMatch(
    /Rows without a test\n {2}AR-9 {2}P0 {2}backup\n {2}LV-8 {2}P1 {2}buffering {2}needs a proxy/,
  );
});

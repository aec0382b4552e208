import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { compare } from "./compare.ts";
import { judge } from "./explained.ts";
import { playFolder } from "./folder.ts";
import { replay } from "./replay.ts";

const recordings = "../shared/inputs/graphql";
const absent = existsSync(recordings) ? false : `no recordings at ${recordings}`;

describe.skipIf(absent)(`against recordings of live stores${absent ? ` (skipped: ${absent})` : ""}`, () => {
  test("every answer is the live store's, but for differences with a reason", async () => {
    const played = await playFolder(recordings);
    expect(played.files.length).toBeGreaterThan(10);
    expect(played.unexplained).toEqual([]);
    expect(played.outdated).toEqual([]);
  }, 60_000);

  test("a recording that was tampered with is told", async () => {
    const file = "order-return-status-lifecycle.json";
    const text = readFileSync(join(recordings, file), "utf8");
    const changed = text.replace('"returnStatus": "IN_PROGRESS"', '"returnStatus": "RETURN_FAILED"');
    expect(await replay(file, text)).toEqual([]);
    expect(await replay(file, changed)).toMatchObject([{ recorded: "RETURN_FAILED", ours: "IN_PROGRESS" }]);
  }, 60_000);
});

describe("the judge", () => {
  const found = { file: "a.json", step: "setup.one", path: "data.order.name", recorded: 1, ours: 2 };
  const reason = { file: "a.json", step: "setup.*", path: "data.*.name", reason: "chance" };

  test("a difference without a reason is told", () => {
    expect(judge([found], [], ["a.json"]).unexplained).toEqual([found]);
  });

  test("a difference with a reason is accepted", () => {
    expect(judge([found], [reason], ["a.json"])).toEqual({ unexplained: [], outdated: [] });
  });

  test("a reason whose difference is gone is told, if its recording was played", () => {
    expect(judge([], [reason], ["a.json"]).outdated).toEqual([reason]);
    expect(judge([], [reason], ["b.json"]).outdated).toEqual([]);
  });
});

describe("comparing", () => {
  test("ids count as alike when they name the same kind of thing, dates when both are dates", () => {
    const recorded = { id: "gid://shopify/Order/1", createdAt: "2026-01-01T00:00:00Z" };
    expect(compare(recorded, { id: "gid://shopify/Order/2", createdAt: "2026-02-02T00:00:00Z" }, "")).toEqual(
      [],
    );
    expect(compare(recorded, { id: "gid://shopify/Return/2", createdAt: null }, "")).toHaveLength(2);
  });

  test("a missing field, a shorter list and another price are differences", () => {
    expect(compare({ a: null }, {}, "")).toHaveLength(1);
    expect(compare([1, 2], [1], "rows")).toHaveLength(1);
    expect(compare("36.0", "36.00", "amount")).toHaveLength(1);
  });
});

const folder = mkdtempSync(join(tmpdir(), "recordings-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("any folder of recordings can be played", async () => {
  const step = {
    query: "query Name { shop { name } }",
    variables: {},
    response: { status: 200, payload: { data: { shop: { name: "recorded" } } } },
  };
  writeFileSync(join(folder, "shop.json"), JSON.stringify({ shopName: step }));
  expect(await playFolder(folder)).toMatchObject({ files: ["shop.json"], unexplained: [], outdated: [] });
});

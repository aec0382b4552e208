import { expect, test } from "vitest";
import { judged } from "../../extensions/src/chat/act/post";
import { pause } from "../../extensions/src/chat/pure/backoff";
import { eventReader } from "../../extensions/src/chat/pure/sse";
import { safeUrl, textParts } from "../../extensions/src/chat/pure/text-parts";
import { encode } from "../../extensions/src/chat/loader/memory";
import { configOf } from "../../extensions/src/chat/loader/config";
import { isDark, readableOn } from "../../extensions/src/chat/loader/contrast";

test("reconnecting starts at half a second, never waits over 15, and is spread by chance", () => {
  expect([0, 1, 2, 3, 4, 5, 50].map((attempt) => pause(attempt, 0))).toEqual([
    500, 1000, 2000, 4000, 8000, 15000, 15000,
  ]);
  expect(pause(5, 0.999)).toBeGreaterThanOrEqual(7500);
  expect(pause(-1, 0.5)).toBe(375);
});

test("a stream may break anywhere, even within a line, and every event still arrives once", () => {
  const stream =
    'event: hello\ndata: {}\n\n: beat\n\nevent: message\r\ndata: {"visibleSeq":\r\ndata: 3}\r\n\r\n';
  for (let size = 1; size < stream.length; size++) {
    const read = eventReader();
    const found = [];
    for (let at = 0; at < stream.length; at += size) found.push(...read(stream.slice(at, at + size)));
    expect(found).toEqual([
      { event: "hello", data: {} },
      { event: "beat", data: null },
      { event: "message", data: { visibleSeq: 3 } },
    ]);
  }
});

test("an event that is not JSON is passed over", () => {
  expect(eventReader()("event: message\ndata: <html>\n\n")).toEqual([]);
});

test("web addresses become links, scripts and the full stop after them do not", () => {
  expect(textParts("See https://dhl.example/1. Thanks")).toEqual([
    { text: "See " },
    { text: "https://dhl.example/1", href: "https://dhl.example/1" },
    { text: ". Thanks" },
  ]);
  expect(textParts("javascript:alert(1) <b>")).toEqual([{ text: "javascript:alert(1) <b>" }]);
  expect(textParts("")).toEqual([{ text: "" }]);
  expect(["javascript:alert(1)", "data:text/html,x", "", null].map((url) => safeUrl(url))).toEqual(
    Array(4).fill(null),
  );
  expect(safeUrl("/files/1", "https://app.example/x")).toBe("https://app.example/files/1");
});

test("text on the merchant's colour can always be read", () => {
  expect(readableOn("#1f2a24", "#ffffff")).toBe("#ffffff");
  expect(readableOn("#ffe600", "#ffffff")).toBe("#000000");
  expect(readableOn("#222", "#333333")).toBe("#ffffff");
  expect(readableOn("tomato", "#333333")).toBe("#333333");
});

test("a dark page is told from a light one, and a see-through one counts as light", () => {
  expect(["rgb(17, 17, 17)", "rgb(250, 248, 244)", "rgba(0, 0, 0, 0)", "rgb(0 0 0 / 0)"].map(isDark)).toEqual(
    [true, false, false, false],
  );
});

test("an answer that is not ours means the chat is down, not that the page breaks", () => {
  expect(judged(200, null, "<h1>Enter password</h1>")).toMatchObject({ because: "down" });
  expect(judged(503, null, '{"error":"x","message":"Later"}')).toMatchObject({
    because: "down",
    message: "Later",
  });
  expect(judged(200, null, "null")).toMatchObject({ because: "down" });
  expect(judged(401, null, '{"error":"expired"}')).toMatchObject({ because: "expired" });
  expect(judged(429, "7", "{}")).toMatchObject({ because: "slow-down", seconds: 7 });
  expect(judged(429, null, "{}")).toMatchObject({ because: "slow-down", seconds: 30 });
  expect(judged(404, null, '{"message":"No"}')).toMatchObject({ because: "refused", message: "No" });
  expect(judged(200, null, '{"sent":true}')).toEqual({ ok: true, value: { sent: true } });
});

test("a block saved half keeps working with the usual values", () => {
  expect(configOf({})).toMatchObject({ side: "right", x: 20, y: 20, proxy: "/apps/goodturn", locale: "en" });
  expect(configOf({ side: "left", x: "0", y: "9999", proxy: "/tools/help/" })).toMatchObject({
    side: "left",
    x: 0,
    y: 20,
    proxy: "/tools/help",
  });
});

test("JSON is JSON, even where an old theme gave arrays and strings a toJSON of their own", () => {
  const patched = Array.prototype as unknown as { toJSON?: () => string };
  patched.toJSON = () => "broken";
  try {
    expect(encode({ lines: [{ id: "a" }], name: "x" })).toBe('{"lines":[{"id":"a"}],"name":"x"}');
    expect(patched.toJSON()).toBe("broken");
  } finally {
    delete patched.toJSON;
  }
});

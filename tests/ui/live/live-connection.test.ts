import { afterEach, expect, test, vi } from "vitest";

import { connectLive, waitBefore, type Change, type LiveState } from "~/ui/live/live-connection";

const stops: (() => void)[] = [];
afterEach(() => {
  stops.splice(0).forEach((stop) => stop());
  vi.unstubAllGlobals();
});

/** A network whose answers are given one after the other: a stream's text, a refusal's status, or none at all. */
function network(...answers: (string | number | null)[]) {
  const states: LiveState[] = [];
  const changes: Change[] = [];
  vi.stubGlobal("addEventListener", () => {});
  vi.stubGlobal("fetch", async (_url: string, { signal }: RequestInit) => {
    const answer = answers.shift();
    if (answer === null) throw new TypeError("no network");
    if (typeof answer === "number") return new Response(null, { status: answer });
    const body = new ReadableStream({
      start(stream) {
        stream.enqueue(new TextEncoder().encode(answer ?? "event: hello\ndata: {}\n\n"));
        if (answer !== undefined) stream.close();
        signal?.addEventListener("abort", () => answer === undefined && stream.error(new Error("cut")));
      },
    });
    return new Response(body);
  });
  const options = {
    onChange: (change: Change) => changes.push(change),
    onState: (state: LiveState) => states.push(state),
  };
  stops.push(connectLive({ url: "/app/live", ...options }));
  return { states, changes };
}

test("changes arrive as they are written, after a look at what changed before the stream was there", async () => {
  const { states, changes } = network('event: conversation\ndata: {"id":"c1"}\n\n');
  await vi.waitFor(() =>
    expect(changes.slice(0, 2)).toEqual([{ type: "resync" }, { type: "conversation", id: "c1" }]),
  );
  expect(states.slice(0, 2)).toEqual(["connecting", "live"]);
});

test("after a stream ended another is opened, and the page is told to look afresh", async () => {
  const { states, changes } = network("event: hello\ndata: {}\n\n");
  await vi.waitFor(() => expect(changes).toEqual([{ type: "resync" }, { type: "resync" }]));
  expect(states).not.toContain("lost");
});

test("a lost network is said, and said again when it is back", async () => {
  const { states, changes } = network("event: hello\ndata: {}\n\n", null);
  await vi.waitFor(() => expect(states).toEqual(["connecting", "live", "lost", "live"]), 3_000);
  expect(changes).toEqual([{ type: "resync" }, { type: "resync" }]);
});

test("with one window too many the page looks afresh now and then, and says why news comes late", async () => {
  const { states, changes } = network(429, 429);
  await vi.waitFor(() => expect(states).toEqual(["connecting", "crowded", "crowded", "live"]), 3_000);
  expect(changes).toEqual([{ type: "resync" }, { type: "resync" }, { type: "resync" }]);
});

test("the pauses grow to fifteen seconds and are never the same for everybody", () => {
  expect([1, 2, 3].map((attempt) => waitBefore(attempt, 1))).toEqual([500, 1_000, 2_000]);
  expect(waitBefore(20, 1)).toBe(15_000);
  expect(waitBefore(20, 0)).toBe(7_500);
});

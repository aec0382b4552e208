import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { patientFetch } from "~/ui/live/patient-fetch";

const lost = new TypeError("Failed to fetch");
let asked: string[] = [];

/** A network that gives these answers one after the other: a status, or a broken connection. */
function network(...answers: (number | Error)[]): typeof fetch {
  return patientFetch(async (input) => {
    asked.push(String(input));
    const answer = answers.shift() ?? 200;
    if (answer instanceof Error) throw answer;
    return new Response(null, { status: answer });
  });
}

beforeEach(() => {
  asked = [];
  vi.useFakeTimers();
  vi.stubGlobal("addEventListener", () => {});
  vi.stubGlobal("location", new URL("https://app.example/app/inbox/7"));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const open = "/app/inbox/7.data?view=open";
const elsewhere = "/app/returns.data";

test.each([
  { what: "the page that is open, while the connection is broken", path: open, answers: [lost, lost] },
  { what: "the page that is open, while the server has nothing to give", path: open, answers: [503, 502] },
  { what: "a page one goes to, while the connection is broken", path: elsewhere, answers: [lost] },
])("waits for $what", async ({ path, answers }) => {
  const times = answers.length + 1;
  const answer = network(...answers)(path, { method: "GET" });
  await vi.runAllTimersAsync();
  expect((await answer).status).toBe(200);
  expect(asked).toHaveLength(times);
});

test.each([
  { what: "a refusal for the page that is open", path: open, status: 403, method: "GET" },
  { what: "that a page one goes to is not to be had now", path: elsewhere, status: 503, method: "GET" },
  { what: "that something was not done", path: open, status: 503, method: "POST" },
  { what: "what is not a page's data", path: "/app/live", status: 503, method: "GET" },
])("says at once $what", async ({ path, status, method }) => {
  expect((await network(status)(path, { method })).status).toBe(status);
  expect(asked).toHaveLength(1);
});

test("never repeats what changes something", async () => {
  await expect(network(lost)(open, { method: "POST" })).rejects.toBe(lost);
  expect(asked).toHaveLength(1);
});

test("stops asking when the page no longer wants to know", async () => {
  const giveUp = new AbortController();
  const answer = network(lost, lost, lost)(open, { signal: giveUp.signal });
  const refused = expect(answer).rejects.toBe("enough");
  await vi.advanceTimersByTimeAsync(1);
  giveUp.abort("enough");
  await vi.runAllTimersAsync();
  await refused;
  expect(asked).toHaveLength(1);
});

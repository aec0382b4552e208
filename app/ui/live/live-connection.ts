import { eventReader } from "./sse";

/** What changed on the team's side; see platform/live. `resync` means: whatever you show may be old. */
export type Change = { readonly type: string } & { readonly [key: string]: unknown };
/** `crowded`: this person has too many windows open for one more stream; the page looks afresh now and then. */
export type LiveState = "connecting" | "live" | "lost" | "crowded";

type Options = {
  readonly url: string;
  readonly onChange: (change: Change) => void;
  readonly onState: (state: LiveState) => void;
};

const SILENCE_MS = 45_000; // the server beats every 20 s
const RENEW_MS = 5 * 60_000; // a stream outlives the token it was opened with by this much at most
const PAUSE_MS = 200; // after an orderly end
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/**
 * Keeps one stream of changes open until the answer is called: opens it anew when it breaks, falls silent
 * or grows old, and gives `resync` each time it begins. Reads with `fetch`, because App Bridge adds the
 * person's token to that; an address never carries one.
 */
export function connectLive({ url, onChange, onState }: Options): () => void {
  const whole = new AbortController();
  const { signal } = whole;
  let stream = new AbortController();
  let wake = () => {};
  let renewing = false;
  let failures = 0;

  const renew = () => {
    renewing = true;
    stream.abort();
    wake();
  };
  const opened = () => {
    failures = 0;
    onState("live");
    // The first time as well: something may have changed between the page's data and this stream.
    onChange({ type: "resync" });
  };
  const once = async () => {
    renewing = false;
    stream = new AbortController();
    const old = setTimeout(renew, RENEW_MS);
    try {
      for await (const change of changes({ url, until: stream, opened })) onChange(change);
    } catch (error) {
      if (renewing) return;
      failures += 1;
      onState(error instanceof Crowded ? "crowded" : "lost");
      if (error instanceof Crowded) onChange({ type: "resync" });
    } finally {
      clearTimeout(old);
    }
  };
  const keep = async () => {
    onState("connecting");
    while (!signal.aborted) {
      await once();
      if (signal.aborted) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, failures > 0 ? waitBefore(failures, Math.random()) : PAUSE_MS);
      });
    }
  };

  globalThis.addEventListener("online", renew, { signal });
  globalThis.addEventListener("offline", () => stream.abort(), { signal });
  void keep();
  return () => {
    whole.abort();
    renew();
  };
}

/** Half a second, doubling to 15 s, each anywhere between half and the whole: a crowd does not return at once. */
export function waitBefore(attempt: number, chance: number): number {
  const longest = Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS);
  return longest / 2 + (longest / 2) * chance;
}

class Crowded extends Error {}

type Stream = { readonly url: string; readonly until: AbortController; readonly opened: () => void };

async function* changes({ url, until, opened }: Stream): AsyncGenerator<Change> {
  const response = await fetch(url, { headers: { accept: "text/event-stream" }, signal: until.signal });
  if (response.status === 429) throw new Crowded();
  if (!response.ok || !response.body) throw new Error(`The stream answered ${response.status}`);
  opened();
  const read = eventReader();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let silence = setTimeout(() => until.abort(), SILENCE_MS);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(silence);
      silence = setTimeout(() => until.abort(), SILENCE_MS);
      for (const { event, data } of read(value)) {
        if (event !== "hello") yield { ...parsed(data), type: event };
      }
    }
  } finally {
    clearTimeout(silence);
    await reader.cancel().catch(() => {});
  }
}

function parsed(data: string): object {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

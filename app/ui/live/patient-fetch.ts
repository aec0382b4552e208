import { waitBefore } from "./live-connection";

type Fetch = typeof fetch;

/** Ours for the moment or on the way to us: worth asking again, unlike a refusal. */
const PASSING = new Set([502, 503, 504]);

/**
 * A `fetch` that waits out a broken connection where a page's data is asked for. Such a question changes
 * nothing and may be repeated; without an answer the whole page would give way to an error, with everything
 * that is being typed on it. Data for the page that is open is waited for even while the server cannot give
 * any, because what is shown stays useful; a page one goes to says so instead. Ends when the caller gives up.
 */
export function patientFetch(plain: Fetch): Fetch {
  return async (input, init) => {
    const url = input instanceof Request ? null : new URL(input, location.href);
    if (!url || !asksForData(url, init?.method)) return plain(input, init);
    const { signal } = init ?? {};
    for (let attempt = 1; ; attempt++) {
      const answer = await plain(input, init).catch((error: unknown) => brokenOr(error, signal));
      if (answer && !(isOpen(url) && PASSING.has(answer.status))) return answer;
      await pause(waitBefore(attempt, Math.random()), signal);
    }
  };
}

type Signal = AbortSignal | null | undefined;

/** Remix asks for the data of a page at the page's address with this ending. */
const ENDING = ".data";

const asksForData = ({ origin, pathname }: URL, method = "GET") =>
  method === "GET" && origin === location.origin && pathname.endsWith(ENDING);

const isOpen = ({ pathname }: URL) => pathname.slice(0, -ENDING.length) === location.pathname;

/** Null for a connection that broke; throws on what waiting does not mend. */
function brokenOr(error: unknown, signal: Signal): null {
  if (signal?.aborted || !(error instanceof TypeError)) throw error;
  return null;
}

/** Waits, but no longer than until the connection is back; throws when the caller gives up. */
async function pause(milliseconds: number, signal: Signal): Promise<void> {
  const over = new AbortController();
  await new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds);
    globalThis.addEventListener("online", () => resolve(), { signal: over.signal });
    signal?.addEventListener("abort", () => resolve(), { signal: over.signal });
  });
  over.abort();
  signal?.throwIfAborted();
}

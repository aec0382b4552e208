import type { Session } from "../wire";
import type { Config } from "./config";
import { encode, type Keep } from "./memory";

const FRESH_MS = 60_000;

/**
 * Shows what a returning visitor has not read yet, once the page is idle. A browser without a known session asks
 * nothing at all, and one that asked within the last minute shows what it heard then.
 */
export function checkUnread(config: Config, keep: Keep, show: (count: number) => void): void {
  const known = keep.read();
  if (!known.refresh || !known.seen) return;
  if (Date.now() - (known.checked ?? 0) < FRESH_MS) {
    show(known.unread ?? 0);
    return;
  }
  const idle = window.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 1500));
  idle(() => {
    ask(config, keep).then(show, () => undefined);
  });
}

async function ask(config: Config, keep: Keep): Promise<number> {
  const { refresh, seen = 0, seenSeq = 0 } = keep.read();
  const session = await post<Session>(config.proxy + "/session", { refresh, locale: config.locale });
  keep.write({ refresh: session.refresh });
  const { messages } = await post<{ messages: { from: string; visibleSeq: number }[] }>(
    config.proxy + "/conversation",
    { token: session.token, after: seenSeq },
  );
  let unread = 0;
  for (const message of messages) if (message.from !== "shopper" && message.visibleSeq > seen) unread++;
  keep.write({ unread, checked: Date.now() });
  return unread;
}

async function post<T>(url: string, body: object): Promise<T> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: encode(body),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json() as Promise<T>;
}

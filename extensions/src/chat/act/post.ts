import type { Answer, Refusal } from "../wire";

const TIMEOUT_MS = 15_000;
/** When a 429 does not say for how long, or the browser may not read it across origins. */
const WAIT_SECONDS = 30;

export type Posted<T> = Answer<T> | { ok: false; because: "expired" } | { ok: false; because: "unreachable" };

export const refusal = (because: Refusal["because"], message = "", seconds = 0): Refusal => ({
  ok: false,
  because,
  message,
  seconds,
});

/** One JSON call. Never throws: no network, a timeout, an HTML error page are answers like any other. */
export async function postJson<T>(url: string, body: string, keepalive = false): Promise<Posted<T>> {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), TIMEOUT_MS);
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body,
      signal: control.signal,
      credentials: "same-origin",
      keepalive,
    });
    return judged<T>(answer.status, answer.headers.get("Retry-After"), await answer.text());
  } catch {
    return { ok: false, because: "unreachable" };
  } finally {
    clearTimeout(timer);
  }
}

/** What a status and a body mean. A body that is not our JSON comes from something in between: `down`. */
export function judged<T>(status: number, retryAfter: string | null, text: string): Posted<T> {
  const body = parsed(text);
  if (status === 429) return refusal("slow-down", messageOf(body), Number(retryAfter) || WAIT_SECONDS);
  if (status >= 500 || body === null) return refusal("down", messageOf(body));
  if (status === 401) return { ok: false, because: "expired" };
  if (status >= 400) return refusal("refused", messageOf(body));
  return { ok: true, value: body as T };
}

function parsed(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

function messageOf(body: object | null): string {
  const message: unknown = body && "message" in body ? body.message : "";
  return typeof message === "string" ? message : "";
}

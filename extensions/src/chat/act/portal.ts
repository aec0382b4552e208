import type { Keep } from "../loader/memory";
import type { Answer, Calls, Picture, Session } from "../wire";
import { postJson, refusal, type Posted } from "./post";
import { uploadTo } from "./upload";

/** A token lives 15 minutes by the server's clock. Counted from its arrival, since a visitor's clock may be wrong. */
const TOKEN_MS = 14 * 60_000;
/** After the app's own address could not be reached, how long calls go through the shop instead. */
const DETOUR_MS = 60_000;

export type How = { proxy?: boolean; keepalive?: boolean };

/** The way to the app: straight to its address when that works, else through the shop's own domain. */
export type Portal = {
  /** A session with a usable token, opened or renewed when needed. */
  session(): Promise<Answer<Session>>;
  /** Forget the token: the next call gets a new one. */
  drop(): void;
  call<Name extends keyof Calls>(
    name: Name,
    ask: Calls[Name]["ask"],
    how?: How,
  ): Promise<Answer<Calls[Name]["answer"]>>;
  upload(file: Blob, name: string, progress: (percent: number) => void): Promise<Answer<Picture>>;
};

type Place = { proxy: string; locale: string; keep: Keep; encode(value: unknown): string };

export function portalFor(place: Place): Portal {
  let known: Session | null = null;
  let since = 0;
  let opening: Promise<Answer<Session>> | null = null;
  let detourUntil = 0;

  const session = (): Promise<Answer<Session>> => {
    if (known && Date.now() - since < TOKEN_MS) return Promise.resolve({ ok: true, value: known });
    opening ??= openSession(place).then((answer) => {
      opening = null;
      if (answer.ok) {
        known = answer.value;
        since = Date.now();
        place.keep.write({ refresh: known.refresh });
      }
      return answer;
    });
    return opening;
  };
  const drop = () => {
    known = null;
  };

  /** One try straight, one through the shop when the first did not arrive. */
  const reach = async <T>(go: (base: string) => Promise<Posted<T>>, apiUrl: string): Promise<Posted<T>> => {
    if (apiUrl && Date.now() > detourUntil) {
      const straight = await go(apiUrl.replace(/\/+$/, "") + "/portal");
      if (straight.ok || straight.because !== "unreachable") return straight;
      detourUntil = Date.now() + DETOUR_MS;
    }
    return go(place.proxy);
  };

  /** With a token, and once more with a new one when the server says it has expired. */
  const withToken = async <T>(go: (base: string, token: string) => Promise<Posted<T>>, proxy: boolean) => {
    for (let time = 0; time < 2; time++) {
      const opened = await session();
      if (!opened.ok) return opened;
      const { token, apiUrl } = opened.value;
      const answer = await reach((base) => go(base, token), proxy ? "" : apiUrl);
      if (answer.ok || answer.because !== "expired") return settled(answer);
      drop();
    }
    return refusal("down");
  };

  return {
    session,
    drop,
    call: (name, ask, how = {}) =>
      withToken(
        (base, token) => postJson(`${base}/${name}`, place.encode({ ...ask, token }), how.keepalive),
        how.proxy ?? false,
      ),
    upload: (file, name, progress) =>
      withToken((base, token) => uploadTo(`${base}/upload`, { file, name, token, progress }), false),
  };
}

async function openSession({ proxy, locale, keep, encode }: Place): Promise<Answer<Session>> {
  const ask = (refresh: string | undefined) =>
    postJson<Session>(proxy + "/session", encode({ locale, ...(refresh ? { refresh } : {}) }));
  const { refresh } = keep.read();
  const answer = await ask(refresh);
  // The app was reinstalled, or the proof is another customer's: start anew rather than be locked out.
  const stale = !answer.ok && (answer.because === "expired" || answer.because === "refused");
  return settled(stale && refresh ? await ask(undefined) : answer);
}

function settled<T>(answer: Posted<T>): Answer<T> {
  if (answer.ok) return answer;
  return answer.because === "expired" || answer.because === "unreachable" ? refusal("down") : answer;
}

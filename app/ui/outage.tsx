import { isRouteErrorResponse, useRevalidator } from "@remix-run/react";
import { useEffect, useState } from "react";

import { localeFor, words, type Word } from "~/kit/words";

import { PlainPage } from "./plain-page";

type Kind = "denied" | "gone" | "unavailable" | "broken";

const sentences: Record<Kind, readonly [Word, Word]> = {
  denied: ["common.deniedTitle", "common.deniedText"],
  gone: ["common.goneTitle", "common.goneText"],
  unavailable: ["common.unavailableTitle", "common.unavailableText"],
  broken: ["common.brokenTitle", "common.brokenText"],
};
/** Seconds before each further try; the last one again and again. */
const WAITS = [5, 10, 20, 30];

type Props = { readonly error: unknown; readonly locale: string; readonly requestId: string | null };

/** A whole page for when there is nothing else to show: what happened, what to do, and a number to tell us. */
export function Outage({ error, locale, requestId }: Props) {
  const say = words(localeFor(locale));
  const kind = kindOf(error);
  const [title, text] = sentences[kind];
  return (
    <PlainPage shop="Goodturn">
      <h1>{say(title)}</h1>
      <p>{say(text)}</p>
      {(kind === "unavailable" || kind === "broken") && (
        <Again locale={locale} byItself={kind === "unavailable"} />
      )}
      {requestId && <p className="soft">{say("common.requestNumber", { id: requestId })}</p>}
    </PlainPage>
  );
}

/** Tries again: when somebody presses, and while we cannot be reached by itself, at longer and longer intervals. */
function Again({ locale, byItself }: { locale: string; byItself: boolean }) {
  const say = words(localeFor(locale));
  const { revalidate, state } = useRevalidator();
  const [tries, setTries] = useState(0);
  const [left, setLeft] = useState(waitBefore(0));
  const isTrying = state === "loading";
  const go = () => {
    setTries(tries + 1);
    setLeft(waitBefore(tries + 1));
    revalidate();
  };
  useEffect(() => {
    if (!byItself || isTrying) return;
    const timer = setTimeout(() => (left <= 1 ? go() : setLeft(left - 1)), 1_000);
    return () => clearTimeout(timer);
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <button type="submit" disabled={isTrying}>
        {say("common.tryAgain")}
      </button>
      {byItself && (
        <p className="soft">
          {isTrying ? say("common.tryingNow") : say("common.tryingIn", { seconds: left })}
        </p>
      )}
    </form>
  );
}

function waitBefore(tries: number): number {
  return WAITS[Math.min(tries, WAITS.length - 1)] ?? 30;
}

function kindOf(error: unknown): Kind {
  if (!isRouteErrorResponse(error)) return "broken";
  if (error.status === 403) return "denied";
  if (error.status === 404) return "gone";
  return error.status === 503 || error.status === 429 ? "unavailable" : "broken";
}

/** Whether it is one of our own answers; others are Shopify's, which its library shows in its own way. */
export function isOurs(error: unknown): boolean {
  return isRouteErrorResponse(error) ? [403, 404, 429].includes(error.status) || error.status >= 500 : true;
}

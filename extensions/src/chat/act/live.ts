import { pause } from "../pure/backoff";
import { eventReader, type StreamEvent } from "../pure/sse";
import type { Portal } from "./portal";

const POLL_MS = 4_000;
const LOOK_MS = 500;
const STREAM_WITHIN_MS = 5_000;
const FIRST_WORD_MS = 8_000;
/** The server's heart beats every 20 s; twice missed and the line is dead, whatever the socket believes. */
const SILENCE_MS = 50_000;

/** How the news travel: by stream, by asking every 4 s, or (`lost`) not at all for now. */
export type Link = "connecting" | "live" | "polling" | "lost";

type Ears = {
  portal: Portal;
  hear(event: StreamEvent): void;
  /** Ask through the shop for what is new; false when that failed too. */
  poll(): Promise<boolean>;
  link(state: Link): void;
  /** Whether anybody looks: nobody is polled for behind a closed panel or in a tab at the back. */
  wanted(): boolean;
};

export type Line = { start(): void; stop(): void; wake(): void };

/** Keeps the news coming until stopped: reconnects by itself, and polls meanwhile. */
export function liveLine(ears: Ears): Line {
  let turn = 0;
  let control: AbortController | null = null;
  let streaming = false;
  let nextPoll = 0;
  let wakeUp: () => void = () => undefined;

  const nap = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const listen = async (mine: number): Promise<void> => {
    for (let attempt = 0; mine === turn;) {
      control = new AbortController();
      const heard = await stream(ears.portal, control, (event) => {
        if (!streaming) ears.link("live");
        streaming = true;
        ears.hear(event);
      });
      if (streaming) nextPoll = Date.now() + STREAM_WITHIN_MS;
      streaming = false;
      attempt = heard ? 0 : attempt + 1;
      if (mine === turn) await nap(pause(attempt, Math.random()));
    }
  };

  const fillIn = async (mine: number): Promise<void> => {
    while (mine === turn) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      if (mine !== turn || streaming || !ears.wanted() || Date.now() < nextPoll) continue;
      const fine = await ears.poll();
      nextPoll = Date.now() + POLL_MS;
      if (mine === turn && !streaming) ears.link(fine ? "polling" : "lost");
    }
  };

  return {
    start() {
      if (control) return;
      turn++;
      nextPoll = Date.now() + STREAM_WITHIN_MS;
      ears.link("connecting");
      void listen(turn);
      void fillIn(turn);
    },
    stop() {
      turn++;
      control?.abort();
      control = null;
      streaming = false;
      wakeUp();
    },
    wake: () => wakeUp(),
  };
}

/** Reads one stream to its end. True when it brought at least one word; never throws. */
async function stream(
  portal: Portal,
  control: AbortController,
  hear: (event: StreamEvent) => void,
): Promise<boolean> {
  const opened = await portal.session();
  if (!opened.ok || control.signal.aborted) return false;
  let heard = false;
  let timer = setTimeout(() => control.abort(), FIRST_WORD_MS);
  try {
    const { apiUrl, token } = opened.value;
    const answer = await fetch(apiUrl.replace(/\/+$/, "") + "/portal/live", {
      headers: { Authorization: "Bearer " + token, Accept: "text/event-stream" },
      signal: control.signal,
      cache: "no-store",
    });
    if (answer.status === 401) portal.drop();
    if (!answer.ok || !answer.body) return false;
    const reader = answer.body.getReader();
    const decoder = new TextDecoder();
    const read = eventReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return heard;
      clearTimeout(timer);
      timer = setTimeout(() => control.abort(), SILENCE_MS);
      for (const event of read(decoder.decode(value, { stream: true }))) {
        heard = true;
        hear(event);
      }
    }
  } catch {
    return heard;
  } finally {
    clearTimeout(timer);
  }
}

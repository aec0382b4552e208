import { isSealed, sealed } from "../wire.ts";
import type { CallName, Envelope, EventName, TellName, ToAdmin, ToApp } from "../wire.ts";

/** The origin that served this script: the admin, and the only one that is spoken and listened to. */
const script = document.currentScript as HTMLScriptElement | null;
export const adminOrigin = script ? new URL(script.src).origin : location.origin;
export const apiKeyOfScript = script?.dataset.apiKey ?? null;

const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
const listeners = new Map<EventName, (value: unknown) => void>();
let calls = 0;

addEventListener("message", (message: MessageEvent<unknown>) => {
  if (message.origin !== adminOrigin || message.source !== parent || !isSealed(message.data)) return;
  const said = message.data as Envelope<ToApp>;
  if (said.kind === "event") return listeners.get(said.name)?.(said.value);

  const call = waiting.get(said.id);
  waiting.delete(said.id);
  if (said.trouble === undefined) call?.resolve(said.value);
  else call?.reject(new Error(said.trouble));
});

/** Asks the admin and waits for its answer; outside the admin it never comes, as with the real one. */
export function call<Value>(name: CallName, value: unknown = null): Promise<Value> {
  const id = ++calls;
  return new Promise<Value>((resolve, reject) => {
    waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
    post({ kind: "call", id, name, value });
  });
}

/** Lets the admin know something. */
export function tell(name: TellName, value: unknown): void {
  post({ kind: "tell", name, value });
}

/** What to do when the admin says this. */
export function when<Value>(name: EventName, listener: (value: Value) => void): void {
  listeners.set(name, listener as (value: unknown) => void);
}

function post(message: ToAdmin): void {
  if (parent !== window) parent.postMessage(sealed(message), adminOrigin);
}

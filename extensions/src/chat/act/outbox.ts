import { pause } from "../pure/backoff";
import { merged } from "../pure/thread";
import type { Message, Refusal } from "../wire";
import { newId, type Desk, type Unsent } from "./store";
import { take } from "./sync";

export const LONGEST_TEXT = 10_000;

export type Outbox = {
  /** Takes over a message at once; it is in the browser's storage before it is on its way. */
  send(text: string, attachments: string[]): void;
  /** Sends what waits, oldest first. A message is sent under the same id until the server has it. */
  flush(): Promise<void>;
  /** Tries a message again that the server had refused. */
  retry(clientId: string): void;
  remove(clientId: string): void;
};

export function outboxOf(desk: Desk, after: { sent(message: Message): void }): Outbox {
  let busy = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const save = (unsent: Unsent[]) => {
    desk.store.set({ unsent });
    desk.keep.write({ unsent: unsent.map((entry) => marked(entry, null)) });
  };
  const mark = (clientId: string, problem: Refusal | null) =>
    save(
      desk.store.get().unsent.map((entry) => (entry.clientId === clientId ? marked(entry, problem) : entry)),
    );
  const later = (problem: Refusal) => {
    const ms =
      problem.because === "slow-down" ? problem.seconds * 1000 : pause(failures++ + 1, Math.random());
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), ms);
  };

  const sendOne = async (entry: Unsent): Promise<boolean> => {
    const { clientId, text, attachments } = entry;
    const parcel = { clientId, text, ...(attachments.length > 0 ? { attachments } : {}) };
    const answer = await desk.portal.call("send", parcel, { keepalive: true });
    if (answer.ok) {
      failures = 0;
      const message = { ...answer.value.message, clientId };
      take(desk, merged(desk.store.get().thread, [message]), () => undefined);
      after.sent(message);
      return true;
    }
    mark(clientId, answer);
    if (answer.because !== "refused") later(answer);
    return answer.because === "refused";
  };

  const flush = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    clearTimeout(timer);
    try {
      for (;;) {
        const next = desk.store.get().unsent.find(({ problem }) => problem?.because !== "refused");
        if (!next || !(await sendOne(next))) return;
      }
    } finally {
      busy = false;
    }
  };

  return {
    send(text, attachments) {
      const at = new Date().toISOString();
      save([...desk.store.get().unsent, { clientId: newId(), text, attachments, at }]);
      void flush();
    },
    flush,
    retry(clientId) {
      mark(clientId, null);
      void flush();
    },
    remove: (clientId) => save(desk.store.get().unsent.filter((entry) => entry.clientId !== clientId)),
  };
}

function marked({ clientId, text, attachments, at }: Unsent, problem: Refusal | null): Unsent {
  return { clientId, text, attachments, at, ...(problem ? { problem } : {}) };
}

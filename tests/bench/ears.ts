import http from "node:http";
import { setTimeout as pause } from "node:timers/promises";

export type Told = { readonly event: string; readonly data: Readonly<Record<string, unknown>> };
/** One open stream, as a browser holds it. */
export type Ear = {
  /** Resolves when this is told on the stream; fails after some seconds. */
  heard(isIt: (told: Told) => boolean): Promise<void>;
  close(): void;
};

const agent = new http.Agent({ maxSockets: Infinity });

/** Opens a stream of events; comes again when the server is busy, as a browser does. @throws Error when it is refused */
export async function openEar(url: string, headers: Record<string, string> = {}): Promise<Ear> {
  for (let attempt = 1; ; attempt += 1) {
    const ear = await maybeEar(url, headers);
    if (ear) return ear;
    if (attempt === 5) throw new Error("A stream was refused for too long");
    await pause(200 * attempt);
  }
}

async function maybeEar(url: string, headers: Record<string, string>): Promise<Ear | null> {
  const request = http.get(url, { agent, headers });
  const response = await new Promise<http.IncomingMessage>((done, fail) =>
    request.once("response", done).once("error", fail),
  );
  if (response.statusCode === 503) return response.resume() && null;
  if (response.statusCode !== 200) throw new Error(`A stream was refused: ${response.statusCode}`);
  // Ended by us, or with its server.
  request.on("error", () => {});
  response.on("error", () => {});
  const waiting = new Set<(told: Told) => void>();
  let rest = "";
  response.setEncoding("utf8").on("data", (part: string) => {
    const blocks = (rest + part).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const [, event, data] = /^event: (.+)\ndata: (.+)$/.exec(block) ?? [];
      if (!event || !data) continue;
      const told = { event, data: JSON.parse(data) as Told["data"] };
      for (const hear of waiting) hear(told);
    }
  });
  const heard: Ear["heard"] = (isIt) =>
    new Promise((done, fail) => {
      const late = setTimeout(() => fail(new Error("A stream stayed silent")), 15_000);
      const hear = (told: Told) => {
        if (!isIt(told)) return;
        clearTimeout(late);
        waiting.delete(hear);
        done();
      };
      waiting.add(hear);
    });
  return { heard, close: () => void request.destroy() };
}

const AT_ONCE = 16;

/** Opens many, some at a time. */
export async function openEars<Seat>(
  seats: readonly Seat[],
  open: (seat: Seat) => Promise<Ear>,
): Promise<Ear[]> {
  const ears: Ear[] = [];
  const waiting = [...seats.entries()];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) ears[next[0]] = await open(next[1]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return ears;
}

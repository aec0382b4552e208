import pg from "pg";

import { log } from "./log.server";
import { addressOf } from "./walls.server";

export type Rounds = {
  /** The PostgreSQL channel that says there is something to do. */
  readonly channel: string;
  /** One round; true when more is waiting than it could take. */
  readonly step: () => Promise<boolean>;
};

/**
 * Makes rounds: whenever the channel speaks, and once a second in case a notice was lost. A round that fails
 * is made again. Call the answer to stop after the present round.
 */
export function startRounds({ channel, step }: Rounds): () => Promise<void> {
  let stopped = false;
  // A notice that comes while a round is under way starts another.
  let noticed = false;
  let wake = () => {};
  let bell: pg.Client | undefined;

  const ring = () => {
    noticed = true;
    wake();
  };
  const hang = async () => {
    const client = new pg.Client({ connectionString: addressOf("no shop"), keepAlive: true });
    client.on("notification", ring);
    client.on("error", () => (bell = undefined));
    await client.connect();
    await client.query(`LISTEN ${channel}`);
    bell = client;
  };
  const rounds = (async () => {
    while (!stopped) {
      noticed = false;
      try {
        if (!bell) await hang();
        if (await step()) continue;
      } catch (error) {
        log.warn("A round failed; trying again", { topic: channel, error });
      }
      if (!noticed) await nap((awake) => (wake = awake));
    }
  })();
  return async () => {
    stopped = true;
    wake();
    await rounds;
    await bell?.end().catch(() => {});
  };
}

function nap(onWake: (awake: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 1_000);
    onWake(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

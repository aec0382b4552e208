import type { PgBoss } from "pg-boss";
import type pg from "pg";

/** The work that operators have stopped for all shops. */
async function pausedNames(pool: pg.Pool): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ name: string }>(`SELECT "name" FROM "paused_work"`);
  return new Set(rows.map(({ name }) => name));
}

type Seats = {
  readonly boss: PgBoss;
  readonly pool: pg.Pool;
  /** All work that this worker knows. */
  readonly names: readonly string[];
  /** Seats somebody who does it. */
  readonly sit: (name: string) => Promise<void>;
};

/**
 * Call the answer now and then: whoever does work that has been paused gets up after the present job, and sits down
 * again when it may go on. What is asked for meanwhile waits in its queue.
 */
export function heedPauses({ boss, pool, names, sit }: Seats): () => Promise<void> {
  const seated = new Set<string>();
  return async () => {
    const paused = await pausedNames(pool);
    for (const name of names) {
      if (paused.has(name) && seated.delete(name)) await boss.offWork(name, { wait: false });
      if (paused.has(name) || seated.has(name)) continue;
      await sit(name);
      seated.add(name);
    }
  };
}

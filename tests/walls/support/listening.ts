import pg from "pg";

export type Statement = { readonly text: string; readonly values: unknown[] };

/** Does the work and writes down every statement that this process sends to PostgreSQL meanwhile. */
export async function statementsOf(work: () => Promise<unknown>): Promise<Statement[]> {
  const heard: Statement[] = [];
  const own = pg.Client.prototype.query as (this: pg.Client, ...words: unknown[]) => unknown;
  const listening = function (this: pg.Client, ...words: unknown[]): unknown {
    const [said, values] = words;
    const text = typeof said === "string" ? said : ((said as { text?: string }).text ?? "");
    heard.push({ text, values: Array.isArray(values) ? (values as unknown[]) : [] });
    return own.apply(this, words);
  };
  pg.Client.prototype.query = listening as typeof pg.Client.prototype.query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = own as typeof pg.Client.prototype.query;
  }
  return heard;
}

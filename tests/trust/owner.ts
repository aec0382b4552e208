import pg from "pg";

let pool: pg.Pool | undefined;

/** Asks this test file's database as its owner, whom no wall holds: for looking behind it, and for breaking things. */
export async function asOwner<Row extends pg.QueryResultRow>(
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  pool ??= new pg.Pool({ connectionString: process.env["DATABASE_URL"], max: 1, idleTimeoutMillis: 500 });
  // The test's database is dropped under it.
  pool.removeAllListeners("error").on("error", () => undefined);
  return (await pool.query<Row>(text, values)).rows;
}

/** Cuts the connections of this test's database that said this last ("LISTEN live"). Gives how many. */
export async function cutConnections(said: string): Promise<number> {
  const cut = await asOwner(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = $1 AND datname = current_database()",
    [said],
  );
  return cut.length;
}

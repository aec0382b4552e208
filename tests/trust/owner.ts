import pg from "pg";

/** Asks this test file's database as its owner, whom no wall holds: for looking behind it, and for breaking things. */
export async function asOwner<Row extends pg.QueryResultRow>(
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: process.env["DATABASE_URL"] });
  await client.connect();
  return client.query<Row>(text, values).then(
    async ({ rows }) => (await client.end(), rows),
    async (error: unknown) => {
      await client.end();
      throw error;
    },
  );
}

/** Cuts the connections of this test's database that said this last ("LISTEN live"). Gives how many. */
export async function cutConnections(said: string): Promise<number> {
  const cut = await asOwner(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = $1 AND datname = current_database()",
    [said],
  );
  return cut.length;
}

/** What PostgreSQL, its driver and Prisma call a database that is away, full or going down. */
const AWAY =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EPIPE|P1001|P1002|P1008|P1017|P2024|57P0[1-3]|53\d{3}|08\d{3}|57014|DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections)$/;
const AWAY_IN_WORDS =
  /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error/;

/** Whether an error only says that the database is away now: to be asked again, and no fault of the request. */
export function isOutage(error: unknown, depth = 0): boolean {
  if (typeof error !== "object" || error === null || depth > 4) return false;
  const { code, originalCode, kind, message, cause } = error as Record<string, unknown>;
  if ([code, originalCode, kind].some((name) => typeof name === "string" && AWAY.test(name))) return true;
  if (typeof message === "string" && AWAY_IN_WORDS.test(message)) return true;
  return isOutage(cause, depth + 1);
}

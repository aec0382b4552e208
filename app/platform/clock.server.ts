/** The moment a request or job begins: the only place where the time of day enters. */
export function startOfWork(): Date {
  return new Date();
}

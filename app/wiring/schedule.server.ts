/** What runs by the clock. Call the answer to stop. */
export function startSchedule(): () => Promise<void> {
  return async () => {};
}

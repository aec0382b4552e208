const underWay = new Map<string, Promise<unknown>>();

/**
 * The same wish while it is still at work in this process gets the same answer, without being looked at again:
 * a hundred clicks cost one. It saves work and nothing else; what happens once is decided by the database.
 */
export function together<T>(key: string, work: () => Promise<T>): Promise<T> {
  const running = underWay.get(key) as Promise<T> | undefined;
  if (running) return running;
  const begun = work().finally(() => underWay.delete(key));
  underWay.set(key, begun);
  return begun;
}

const last = new Map<string, Promise<unknown>>();

/**
 * One after the other within this process, in the order of asking. Likewise only to save: whoever waits here
 * does not wait for the same lock with a database connection in hand.
 */
export function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const turn = (last.get(key) ?? Promise.resolve()).then(work, work);
  last.set(key, turn);
  const tidy = () => (last.get(key) === turn ? last.delete(key) : false);
  turn.then(tidy, tidy);
  return turn;
}

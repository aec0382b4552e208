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

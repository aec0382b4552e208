type Known = { readonly found: Promise<unknown>; readonly until: number };

const memory = new Map<string, Known>();

/** What this process found lately is not looked for again until that long has passed; a failure is forgotten at once. */
export function remembered<T>(
  key: string,
  { now, forMs }: { readonly now: Date; readonly forMs: number },
  find: () => Promise<T>,
): Promise<T> {
  const known = memory.get(key);
  if (known && now.getTime() < known.until) return known.found as Promise<T>;
  const found = find();
  memory.set(key, { found, until: now.getTime() + forMs });
  found.catch(() => memory.delete(key));
  return found;
}

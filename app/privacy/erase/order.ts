/** One table that points at another. */
export type Reference = { readonly from: string; readonly to: string };

/**
 * The tables in the order in which rows can be deleted: whoever points at another goes first.
 * @throws Error when tables point at each other in a circle
 */
export function erasureOrder(tables: readonly string[], references: readonly Reference[]): string[] {
  const between = references.filter(({ from, to }) => from !== to);
  const order: string[] = [];
  let left = [...tables].sort();
  while (left.length > 0) {
    const free = left.filter((table) => !between.some(({ from, to }) => to === table && left.includes(from)));
    if (free.length === 0) throw new Error(`These tables point at each other: ${left.join(", ")}`);
    order.push(...free);
    left = left.filter((table) => !free.includes(table));
  }
  return order;
}

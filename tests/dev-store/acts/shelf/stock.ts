import type { Level, Variant } from "../../state/product.ts";
import type { Store } from "../../store.ts";

/** A variant's stock, place by place. Until something moves, all of it stands at the first place. */
export function levelsOf(store: Store, variant: Variant): readonly Level[] {
  return [...store.locations.keys()].map(
    (locationId, position) =>
      variant.stock?.find((level) => level.locationId === locationId) ?? {
        locationId,
        available: position === 0 && !variant.stock ? variant.inventoryQuantity : 0,
        committed: 0,
      },
  );
}

type Units = { variantId: string | null; quantity: number; locationId?: string | null };

/** Sold and not yet sent: no longer to be had. */
export function commitUnits(store: Store, sold: Units): void {
  move(store, sold, { available: -sold.quantity, committed: sold.quantity });
}

/** Out of the door: only what was committed, for orders of before have long left the stock. */
export function sendUnits(store: Store, sent: Units): void {
  move(store, sent, { committed: -sent.quantity });
}

/** Not to be sent after all, back on the shelf or not. */
export function releaseUnits(store: Store, units: Units, isRestocked: boolean): void {
  move(store, units, { committed: -units.quantity, available: isRestocked ? units.quantity : 0 });
}

/** Came back and can be sold again. */
export function restockUnits(store: Store, units: Units): void {
  move(store, units, { available: units.quantity });
}

type Change = { available?: number; committed?: number };

function move(store: Store, units: Units, { available = 0, committed = 0 }: Change): void {
  const variant = store.find("ProductVariant", units.variantId);
  const [first] = store.locations.keys();
  if (!variant || first === undefined) return;
  const levels = levelsOf(store, variant).map((level) => ({ ...level }));
  const level = levels.find(({ locationId }) => locationId === (units.locationId ?? first));
  if (!level) return;
  const left = Math.max(0, level.committed + committed);
  if (available === 0 && left === level.committed) return;
  level.available += available;
  level.committed = left;
  variant.stock = levels;
  variant.inventoryQuantity = levels.reduce((sum, row) => sum + row.available, 0);
}

import { levelsOf } from "../../acts/shelf/stock.ts";
import { numericId } from "../../state/node.ts";
import type { Level, Variant } from "../../state/product.ts";
import type { Store } from "../../store.ts";
import { connect } from "../connection.ts";
import { fields, idOf } from "../field.ts";
import { legacyId } from "./view.ts";

/** InventoryItem: a variant as the warehouse sees it, of the same number. */
type Item = { id: string; variant: Variant };

export function inventoryItem(variant: Variant): Item {
  return { id: variant.id.replace("ProductVariant", "InventoryItem"), variant };
}

/** The item of this id, if there is such a variant. */
export function itemWith(store: Store, id: string): Item | null {
  const variant = store.find("ProductVariant", id.replace("InventoryItem", "ProductVariant"));
  return variant && inventoryItem(variant);
}

type Shelf = Item & { item: Item; level: Level };

function shelvesOf(store: Store, item: Item): Shelf[] {
  return levelsOf(store, item.variant).map((level) => {
    const id = `gid://shopify/InventoryLevel/${numericId(level.locationId)}?inventory_item_id=${numericId(item.id)}`;
    return { ...item, id, item, level };
  });
}

export const inventoryItemFields = fields<Item>({
  legacyResourceId: legacyId,
  sku: ({ variant }) => variant.sku,
  tracked: () => true,
  requiresShipping: ({ variant }) => variant.requiresShipping,
  inventoryLevel: (item, { args, store }) => {
    const place = idOf("Location", args.locationId);
    return shelvesOf(store, item).find(({ level }) => level.locationId === place) ?? null;
  },
  inventoryLevels: (item, { args, store }) => connect(shelvesOf(store, item), { args }),
});

export const inventoryLevelFields = fields<Shelf>({
  location: ({ level }, { store }) => store.find("Location", level.locationId),
  isActive: () => true,
  canDeactivate: () => false,
  quantities: (shelf, { args }) =>
    (args.names as string[]).map((name) => ({
      id: shelf.id.replace("InventoryLevel", "InventoryQuantity"),
      name,
      quantity: quantityOf(shelf.level, name),
      updatedAt: null,
    })),
});

/** Units neither available nor committed are counted nowhere: no state but these two is built. */
function quantityOf({ available, committed }: Level, name: string): number {
  return { available, committed, on_hand: available + committed }[name] ?? 0;
}

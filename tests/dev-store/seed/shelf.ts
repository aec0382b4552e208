import type { Collection, Product, Variant } from "../state/product.ts";
import type { Store } from "../store.ts";

type Row = [
  handle: string,
  title: string,
  kind: "linen" | "plant" | "pot" | "care",
  price: number,
  sizes: string,
];

/** What Fern & Flax sells: prices in euros, the sizes' first letter group is the cheapest. */
const rows: Row[] = [
  ["linen-throw", "Linen throw", "linen", 89, "Sage|Oat|Charcoal"],
  ["linen-shirt", "Linen shirt", "linen", 79, "XS|S|M|L|XL"],
  ["linen-dress", "Linen dress", "linen", 129, "XS|S|M|L|XL"],
  ["linen-trousers", "Linen trousers", "linen", 95, "XS|S|M|L|XL"],
  ["linen-apron", "Linen apron", "linen", 45, "Oat|Rust"],
  ["linen-tea-towels", "Linen tea towels, set of three", "linen", 24, "One size"],
  ["linen-tablecloth", "Linen tablecloth", "linen", 69, "140 × 200|140 × 260"],
  ["linen-napkins", "Linen napkins, set of four", "linen", 32, "Oat|Sage"],
  ["linen-pillowcase", "Linen pillowcase", "linen", 29, "40 × 80|80 × 80"],
  ["linen-duvet-cover", "Linen duvet cover", "linen", 149, "135 × 200|200 × 200"],
  ["linen-scarf", "Linen scarf", "linen", 39, "Fern|Rust|Ink"],
  ["ceramic-pot", "Ceramic pot", "pot", 34, "Small|Medium|Large"],
  ["terracotta-pot", "Terracotta pot", "pot", 18, "Small|Medium|Large"],
  ["hanging-planter", "Hanging planter", "pot", 27, "One size"],
  ["plant-stand", "Plant stand", "pot", 49, "Oak|Walnut"],
  ["boston-fern", "Boston fern", "plant", 22, "Small|Large"],
  ["maidenhair-fern", "Maidenhair fern", "plant", 19, "One size"],
  ["monstera", "Monstera deliciosa", "plant", 36, "Small|Large"],
  ["olive-tree", "Olive tree", "plant", 59, "Small|Large"],
  ["snake-plant", "Snake plant", "plant", 25, "Small|Large"],
  ["rubber-plant", "Rubber plant", "plant", 42, "One size"],
  ["string-of-pearls", "String of pearls", "plant", 16, "One size"],
  ["plant-mister", "Brass plant mister", "care", 28, "One size"],
  ["plant-food", "Plant food, 250 ml", "care", 12, "One size"],
  ["care-sample", "Leaf care sample", "care", 0, "One size"],
];

const types = { linen: "Linen", plant: "House plants", pot: "Pots & stands", care: "Plant care" };
const words = {
  linen: "Woven from European flax, washed soft, and made to be mended.",
  plant: "Grown in Brandenburg, sent with damp roots and a card on light and water.",
  pot: "Thrown and glazed by hand, so no two are alike.",
  care: "Small things that keep leaves shining.",
};

/** Where the storefront draws a product's picture. */
function imageUrl(store: Store, handle: string): string {
  return `${store.shop.storefrontUrl}/cdn/products/${handle}.svg`;
}

export function fillShelf(store: Store): void {
  const collections = new Map<Row[2], Collection>();
  for (const [kind, collection] of Object.entries(types))
    collections.set(kind as Row[2], {
      id: store.newId("Collection"),
      handle: collection.toLowerCase().replace(/\W+/g, "-"),
      title: collection,
    });
  for (const row of rows) {
    const collection = collections.get(row[2]);
    store.addProduct({ ...product(store, row), collections: collection ? [collection] : [] });
  }
}

function product(store: Store, [handle, title, kind, price, sizes]: Row): Omit<Product, "collections"> {
  const id = store.newId("Product");
  const names = sizes.split("|");
  const single = names.length === 1;
  const image = {
    id: store.newId("ProductImage"),
    url: imageUrl(store, handle),
    altText: title,
    width: 800,
    height: 800,
  };
  const option = single ? "Title" : kind === "linen" && /^X?S$/.test(names[0] ?? "") ? "Size" : "Style";
  const variants = names.map((name, index): Variant => {
    const shown = single ? "Default Title" : name;
    return {
      id: store.newId("ProductVariant"),
      productId: id,
      title: shown,
      sku: `${handle.toUpperCase()}-${index + 1}`,
      barcode: null,
      price: {
        minor: (price + (kind === "linen" ? 0 : index * Math.ceil(price / 3))) * 100,
        currency: store.shop.currency,
      },
      compareAtPrice: null,
      taxable: true,
      requiresShipping: true,
      weightGrams: kind === "linen" ? 400 : 1200,
      inventoryQuantity: 12 + index * 7,
      position: index + 1,
      selectedOptions: [{ name: option, value: shown }],
      image: null,
    };
  });
  const now = store.now();
  return {
    id,
    title,
    handle,
    vendor: store.shop.name,
    productType: types[kind],
    descriptionHtml: `<p>${words[kind]}</p>`,
    tags: [kind],
    status: "ACTIVE",
    options: [{ name: option, values: variants.map((variant) => variant.title) }],
    image,
    variants,
    createdAt: now,
    updatedAt: now,
  };
}

export function productNamed(store: Store, handle: string): Product {
  const found = [...store.products.values()].find((product) => product.handle === handle);
  if (!found) throw new Error(`No product ${handle}`);
  return found;
}

import { fixedText } from "../state/money.ts";
import type { Image, Product, Variant } from "../state/product.ts";
import type { Store } from "../store.ts";
import { bothIds, idOf, stamp } from "./write.ts";

export function productPayload(store: Store, product: Product) {
  const updated = stamp(store, product.updatedAt);
  const image = product.image ? imageOf(product.image) : null;
  return {
    admin_graphql_api_id: product.id,
    body_html: product.descriptionHtml,
    created_at: stamp(store, product.createdAt),
    handle: product.handle,
    id: idOf(product.id),
    product_type: product.productType,
    published_at: stamp(store, product.createdAt),
    template_suffix: null,
    title: product.title,
    updated_at: updated,
    vendor: product.vendor,
    status: product.status.toLowerCase(),
    published_scope: "web",
    tags: product.tags.join(", "),
    variants: product.variants.map((variant) => variantOf(store, product, variant)),
    options: product.options.map(({ name, values }, index) => ({
      name,
      position: index + 1,
      product_id: idOf(product.id),
      values,
    })),
    images: image ? [image] : [],
    image,
    media: [],
    variant_gids: product.variants.map((variant) => ({
      admin_graphql_api_id: variant.id,
      updated_at: product.updatedAt,
    })),
    has_variants_that_requires_components: false,
    category: null,
  };
}

function variantOf(store: Store, product: Product, variant: Variant) {
  const [option1, option2, option3] = variant.selectedOptions.map((option) => option.value);
  return {
    ...bothIds(variant.id),
    barcode: variant.barcode,
    compare_at_price: variant.compareAtPrice ? fixedText(variant.compareAtPrice) : null,
    created_at: stamp(store, product.createdAt),
    inventory_policy: "deny",
    position: variant.position,
    price: fixedText(variant.price),
    product_id: idOf(product.id),
    sku: variant.sku,
    taxable: variant.taxable,
    title: variant.title,
    updated_at: stamp(store, product.updatedAt),
    option1: option1 ?? null,
    option2: option2 ?? null,
    option3: option3 ?? null,
    image_id: null,
    inventory_item_id: null,
    inventory_quantity: variant.inventoryQuantity,
    old_inventory_quantity: variant.inventoryQuantity,
  };
}

function imageOf(image: Image) {
  return {
    ...bothIds(image.id),
    alt: image.altText,
    width: image.width,
    height: image.height,
    src: image.url,
    position: 1,
  };
}

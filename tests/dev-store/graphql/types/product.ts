import { amountText } from "../../state/money.ts";
import type { Image, Product, Variant } from "../../state/product.ts";
import { connect } from "../connection.ts";
import { fields } from "../field.ts";
import { inventoryItem } from "./stock.ts";
import { countView, legacyId, moneyView } from "./view.ts";

export const productFields = fields<Product>({
  legacyResourceId: legacyId,
  description: (product, { args }) => {
    const text = product.descriptionHtml
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ")
      .trim();
    return text.slice(0, (args.truncateAt as number | undefined) ?? undefined);
  },
  variants: (product, { args }) => connect(product.variants, { args }),
  variantsCount: (product) => countView(product.variants.length),
  collections: (product, { args }) => connect(product.collections, { args }),
  images: (product, { args }) => connect(product.image ? [product.image] : [], { args }),
  featuredImage: (product) => product.image,
  featuredMedia: (product) => product.image && mediaView(product.image),
  media: (product, { args }) => connect(product.image ? [mediaView(product.image)] : [], { args }),
  onlineStoreUrl: (product, { store }) => `${store.shop.storefrontUrl}/products/${product.handle}`,
  publishedAt: (product) => product.createdAt,
  totalInventory: (product) =>
    product.variants.reduce((units, variant) => units + variant.inventoryQuantity, 0),
  tracksInventory: () => true,
  isGiftCard: () => false,
  hasOnlyDefaultVariant: (product) => product.variants.length === 1,
  hasOutOfStockVariants: (product) => product.variants.some((variant) => variant.inventoryQuantity <= 0),
  options: (product, { args }) =>
    product.options.slice(0, (args.first as number | undefined) ?? undefined).map((option, index) => ({
      ...option,
      position: index + 1,
      id: `${product.id.replace("Product", "ProductOption")}${index}`,
    })),
  priceRangeV2: (product) => {
    const sorted = [...product.variants].sort((a, b) => a.price.minor - b.price.minor);
    const [least, most] = [sorted[0], sorted.at(-1)];
    return least && most
      ? { minVariantPrice: moneyView(least.price), maxVariantPrice: moneyView(most.price) }
      : null;
  },
});

function mediaView(image: Image) {
  return {
    __typename: "MediaImage",
    id: image.id.replace("ProductImage", "MediaImage"),
    alt: image.altText,
    image,
    preview: { image, status: "READY" },
    mediaContentType: "IMAGE",
    status: "READY",
  };
}

export const variantFields = fields<Variant>({
  legacyResourceId: legacyId,
  displayName: (variant, { store }) =>
    `${store.find("Product", variant.productId)?.title} - ${variant.title}`,
  product: (variant, { store }) => store.find("Product", variant.productId),
  price: (variant) => amountText(variant.price),
  compareAtPrice: (variant) => (variant.compareAtPrice ? amountText(variant.compareAtPrice) : null),
  availableForSale: (variant) => variant.inventoryQuantity > 0,
  sellableOnlineQuantity: (variant) => variant.inventoryQuantity,
  inventoryItem,
  inventoryPolicy: () => "DENY",
  createdAt: (variant, { store }) => store.find("Product", variant.productId)?.createdAt,
  updatedAt: (variant, { store }) => store.find("Product", variant.productId)?.updatedAt,
});

export const imageFields = fields<Image>({
  url: (image) => image.url,
  src: (image) => image.url,
  originalSrc: (image) => image.url,
  thumbhash: () => null,
});

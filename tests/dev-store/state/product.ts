import type { Money } from "./money.ts";

export type Product = {
  id: string;
  title: string;
  handle: string;
  vendor: string;
  productType: string;
  descriptionHtml: string;
  tags: string[];
  collections: Collection[];
  status: "ACTIVE" | "ARCHIVED" | "DRAFT";
  options: { name: string; values: string[] }[];
  image: Image | null;
  variants: Variant[];
  createdAt: string;
  updatedAt: string;
};

export type Collection = { id: string; handle: string; title: string };

export type Variant = {
  id: string;
  productId: string;
  title: string;
  sku: string | null;
  barcode: string | null;
  price: Money;
  compareAtPrice: Money | null;
  taxable: boolean;
  requiresShipping: boolean;
  weightGrams: number;
  inventoryQuantity: number;
  /** Where it stands; absent until some of it moves. `inventoryQuantity` is the sum of what is available. */
  stock?: Level[];
  position: number;
  selectedOptions: { name: string; value: string }[];
  image: Image | null;
};

export type Level = { locationId: string; available: number; committed: number };

export type Image = { id: string; url: string; altText: string | null; width: number; height: number };

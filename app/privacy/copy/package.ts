import { gidTail } from "~/kit/id";

/** One part of what is known about a person: its name in the package, and its rows. */
export type Section = { readonly name: string; readonly rows: readonly object[] };
export type Picture = { readonly id: string; readonly mime: string; readonly bytes: Uint8Array };

/** The files of a copy by their paths: one readable JSON file, and the pictures it names. */
export function packageFiles(
  about: { readonly shop: string; readonly at: Date },
  sections: readonly Section[],
  pictures: readonly Picture[],
): Record<string, Uint8Array> {
  const data = {
    shop: about.shop,
    collectedAt: about.at.toISOString(),
    ...Object.fromEntries(sections.map(({ name, rows }) => [name, rows])),
  };
  const json = JSON.stringify(data, plain, 2);
  const files = pictures.map((picture) => [picturePath(picture), picture.bytes] as const);
  return { "data.json": new TextEncoder().encode(json), ...Object.fromEntries(files) };
}

/** Where a picture lies in the package. */
export function picturePath({ id, mime }: Pick<Picture, "id" | "mime">): string {
  return `pictures/${id}.${mime === "image/webp" ? "webp" : "jpg"}`;
}

/** The name that a copy is saved under; it names nobody, because it lies in somebody's downloads folder. */
export function copyName(requestId: string, at: Date): string {
  return `data-request-${at.toISOString().slice(0, 10)}-${requestId.slice(-6)}.zip`;
}

// Ours to work with, and worth nothing to the person.
const internal = new Set([
  "shopId",
  "refreshHash",
  "previousHash",
  "codeHash",
  "tokenHash",
  "storageKey",
  "html",
  "messageId",
]);

/** Amounts are bigints in the database; Shopify's ids are shown as the numbers that people know. */
function plain(name: string, value: unknown): unknown {
  if (internal.has(name)) return undefined;
  if (typeof value === "bigint") return Number(value);
  return name === "id" && typeof value === "string" && value.startsWith("gid://") ? gidTail(value) : value;
}

declare const kind: unique symbol;

/** A row's id that cannot be mistaken for another kind's. Ours are UUIDs; Shopify's are its gid:// strings. */
export type Id<Kind extends string> = string & { readonly [kind]: Kind };

/** Marks a string that is known to be such an id (read from the database or checked at a door). */
export function idOf<Kind extends string>(text: string): Id<Kind> {
  return text as Id<Kind>;
}

/** The number at the end of a gid: "gid://shopify/Order/1001" gives "1001". */
export function gidTail(gid: string): string {
  return gid.slice(gid.lastIndexOf("/") + 1).replace(/\?.*$/, "");
}

/** Whether a string has the shape of our own ids; anything else names nothing. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

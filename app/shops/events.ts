/** A shop has installed the app, for the first time or again. */
export type ShopEvent = { readonly type: "shop.welcomed" };

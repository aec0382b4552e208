/** What merchants set once; `gid`s as Shopify writes them. */
export type Shop = {
  id: string;
  name: string;
  myshopifyDomain: string;
  /** Where shoppers see the store; in the demo a local address, which decides CORS as in production. */
  storefrontUrl: string;
  email: string;
  currency: string;
  /** IANA name, e.g. Europe/Berlin. */
  timezone: string;
  countryCode: string;
  taxesIncluded: boolean;
  plan: string;
  ownerName: string;
  createdAt: string;
  updatedAt: string;
};

export type Address = {
  id: string;
  firstName: string | null;
  lastName: string | null;
  company: string | null;
  address1: string | null;
  address2: string | null;
  city: string | null;
  province: string | null;
  provinceCode: string | null;
  country: string | null;
  countryCode: string | null;
  zip: string | null;
  phone: string | null;
};

export type Location = { id: string; name: string; isActive: boolean; address: Address };

/** A person of the merchant's staff, as the admin frame signs them in. */
export type StaffMember = {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
  locale: string;
  accountOwner: boolean;
};

export type Attribute = { key: string; value: string | null };

/** Reasons Shopify keeps for every shop, in its order (recorded from a live store). */
export type ReturnReason = { id: string; name: string; handle: string; deleted: boolean };

const reasons: [string, string][] = [
  ["Unknown", "unknown"],
  ["Changed my mind", "changed-my-mind"],
  ["Item not as described", "item-not-as-described"],
  ["Received the wrong item", "received-the-wrong-item"],
  ["Other", "other-reason"],
  ["Damaged or defective", "damaged-or-defective"],
  ["Too small", "too-small"],
  ["Too big", "too-big"],
  ["Style", "style"],
  ["Color", "color"],
];

export const returnReasons: readonly ReturnReason[] = reasons.map(([name, handle], index) => ({
  id: `gid://shopify/ReturnReasonDefinition/${index + 1}`,
  name,
  handle,
  deleted: false,
}));

/** The people and things every story of Goodturn is told with. */
export const world = {
  shop: {
    domain: "fern-and-flax.myshopify.com",
    name: "Fern & Flax",
    email: "hello@example.com",
    currency: "EUR",
    timezone: "Europe/Berlin",
    countryCode: "DE",
  },
  agents: {
    iris: {
      firstName: "Iris",
      lastName: "Lindqvist",
      email: "iris@example.com",
      locale: "en",
      accountOwner: true,
    },
    paolo: {
      firstName: "Paolo",
      lastName: "Ferri",
      email: "paolo@example.com",
      locale: "en",
      accountOwner: false,
    },
  },
  shoppers: {
    /** VIP; her parcel, order #1001, is late by four days. */
    noor: {
      firstName: "Noor",
      lastName: "Haddad",
      email: "noor@example.com",
      phone: "+4915112345601",
      locale: "en",
    },
    /** Asks for his third return this month. */
    tomas: {
      firstName: "Tomas",
      lastName: "Novak",
      email: "tomas@example.com",
      phone: "+420601123456",
      locale: "en",
    },
    /** Got a present from Lena and has no account. */
    wei: {
      firstName: "Wei",
      lastName: "Zhang",
      email: "wei@example.com",
      phone: "+4915112345603",
      locale: "zh-CN",
      native: "张伟",
    },
    /** Bought Wei's present. */
    lena: {
      firstName: "Lena",
      lastName: "Fischer",
      email: "lena@example.com",
      phone: "+4915112345604",
      locale: "de",
    },
  },
  /** Noor's order. */
  lateOrder: { name: "#1001", daysLate: 4, carrier: "DHL", trackingNumber: "00340434161094021501" },
  /** The order with Wei's present. */
  giftOrder: { name: "#1004" },
} as const;
